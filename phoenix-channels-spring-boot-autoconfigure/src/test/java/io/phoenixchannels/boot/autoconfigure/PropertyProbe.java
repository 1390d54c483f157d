package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.LoggedFrame;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.awaitility.Awaitility.await;

/**
 * An application with the value of one property, and the server that it connects to.
 */
final class PropertyProbe implements AutoCloseable {

	/** Awaited by handlers of {@link #blockOn}, and by joins to slow topics. */
	final CountDownLatch release = new CountDownLatch(1);

	final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.authToken(true)
		.channel("slow:*", (channel) -> channel.onJoin((join) -> this.release.await()))
		.channel("room:*", (channel) -> channel.on("silent", (push) -> push.noreply()))
		.start();

	private final List<String> good;

	PropertyProbe(PropertyRow row) {
		this.good = row.good();
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class))
			.withBean(OAuth2Tokens.class,
					() -> (property,
							registration) -> (context) -> CompletableFuture.completedFuture("token-of-" + registration))
			.withPropertyValues("phoenix.channels.keep-alive=false");
	}

	/**
	 * Runs the application with the property, and more.
	 */
	void run(List<String> more, ContextConsumer<AssertableApplicationContext> consumer) {
		List<String> properties = new ArrayList<>(List.of("url=" + this.server.url()));
		properties.addAll(more);
		properties.addAll(this.good);
		runner().withPropertyValues(prefixed(properties)).run((context) -> {
			try {
				consumer.accept(context);
			}
			finally {
				this.release.countDown();
			}
		});
	}

	void run(ContextConsumer<AssertableApplicationContext> consumer) {
		run(List.of(), consumer);
	}

	static String[] prefixed(List<String> properties) {
		return properties.stream().map((property) -> "phoenix.channels." + property).toArray(String[]::new);
	}

	static PhoenixClient client(AssertableApplicationContext context) {
		return context.getBean(PhoenixClient.class);
	}

	static ConnectionStatus connection(AssertableApplicationContext context) {
		return client(context).status().connections().get(0);
	}

	static void awaitConnection(AssertableApplicationContext context, ConnectionState state) {
		await().atMost(Duration.ofSeconds(4)).until(() -> connection(context).state() == state);
	}

	static void awaitChannel(AssertableApplicationContext context, String topic, ChannelState state) {
		await().atMost(Duration.ofSeconds(4)).until(() -> client(context).channel(topic).state() == state);
	}

	List<LoggedFrame> awaitJoins(int count) {
		return this.server.frames()
			.await(count, (frame) -> frame.isFromClient() && frame.isEvent("phx_join"), Duration.ofSeconds(3));
	}

	/**
	 * Joins, with a handler of all messages that returns only when it is released.
	 * @return done as soon as the handler is called
	 */
	CompletableFuture<Void> blockOn(AssertableApplicationContext context, String topic) throws Exception {
		CompletableFuture<Void> called = new CompletableFuture<>();
		client(context).channel(topic).onMessage((message) -> {
			called.complete(null);
			this.release.await();
		});
		client(context).join(topic).get();
		return called;
	}

	void broadcast(String topic, int count) {
		for (int i = 0; i < count; i++) {
			this.server.broadcast(topic, "shout", java.util.Map.of("number", i));
		}
	}

	@Override
	public void close() {
		this.release.countDown();
		this.server.close();
	}

	@Override
	public String toString() {
		return Arrays.toString(prefixed(this.good));
	}

}
