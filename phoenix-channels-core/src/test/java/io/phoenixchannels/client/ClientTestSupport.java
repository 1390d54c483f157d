package io.phoenixchannels.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server with rooms, and a client of it that reconnects quickly.
 */
abstract class ClientTestSupport {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	static final ReconnectPolicy QUICK_RECONNECT = new ReconnectPolicy(List.of(Duration.ofMillis(20)), 0.5,
			Duration.ofSeconds(10), 0, Map.of(1008, ReconnectPolicy.Rule.GIVE_UP));

	static final JoinPolicy QUICK_REJOIN = new JoinPolicy(Duration.ofSeconds(5), List.of(Duration.ofMillis(20)), 10, 50,
			0, JoinPolicy.DEFAULT.terminalReasons(), JoinPolicy.DEFAULT.refreshReasons(), false);

	final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

	EmbeddedPhoenixServer server;

	PhoenixClient client;

	record Shout(String body) {
	}

	@BeforeEach
	void startServer() {
		this.server = EmbeddedPhoenixServer.builder()
			.channel("room:*",
					(channel) -> channel.onJoin((join) -> join.ok(Map.of("room", join.topic()))).on("shout", (push) -> {
						push.broadcast("shout", push.payload());
						push.ok(Map.of("heard", true));
					})
						.on("echo", (push) -> push.ok(push.body()))
						.on("fail", (push) -> push.error(Map.of("reason", "no luck")))
						.on("ignore", (push) -> push.noreply())
						.on("crash", (push) -> push.crash())
						.on("stop", (push) -> push.stop()))
			.start();
	}

	@AfterEach
	void stop() {
		if (this.client != null) {
			this.client.close();
		}
		this.server.close();
	}

	PhoenixClientBuilder builder() {
		return PhoenixClient.builder(this.server.url())
			.reconnect(QUICK_RECONNECT)
			.join(QUICK_REJOIN)
			.heartbeat(new HeartbeatPolicy(Duration.ofSeconds(30), Duration.ofSeconds(10)));
	}

	PhoenixClient connected() {
		return connected(builder());
	}

	PhoenixClient connected(PhoenixClientBuilder builder) {
		start(builder);
		get(this.client.connect());
		return this.client;
	}

	PhoenixClient start(PhoenixClientBuilder builder) {
		this.client = builder.build();
		this.client.observe(this.notices::add);
		return this.client;
	}

	PhoenixChannel joined(String topic) {
		PhoenixChannel channel = this.client.channel(topic);
		assertThat(get(channel.join()).status()).isEqualTo("ok");
		return channel;
	}

	static <T> T get(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	static void await(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the latch was released").isTrue();
	}

	static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
		T element = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(element).as("something came").isNotNull();
		return element;
	}

	<T extends Notice> T notice(Class<T> type) throws InterruptedException {
		return notice(type, (notice) -> true);
	}

	/**
	 * The next notice of a type; those before it are skipped.
	 */
	<T extends Notice> T notice(Class<T> type, Predicate<T> wanted) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			Notice notice = this.notices.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			assertThat(notice).as("a " + type.getSimpleName()).isNotNull();
			if (type.isInstance(notice) && wanted.test(type.cast(notice))) {
				return type.cast(notice);
			}
		}
	}

}
