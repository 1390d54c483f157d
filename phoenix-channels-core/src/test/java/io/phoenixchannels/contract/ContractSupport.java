package io.phoenixchannels.contract;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.transport.spring.SpringWebSocketTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of each kind that can be had, and clients of it that come back quickly. The
 * server is shared by all tests: each uses topics and users of its own.
 */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(ContractServers.class)
abstract class ContractSupport {

	static final Duration PATIENCE = Duration.ofSeconds(20);

	static final List<Duration> QUICK = List.of(Duration.ofMillis(20));

	/**
	 * No close code is final or slow.
	 */
	static final ReconnectPolicy QUICK_RECONNECT = new ReconnectPolicy(QUICK, 0.5, Duration.ofSeconds(10), 0, Map.of());

	static final JoinPolicy QUICK_REJOIN = new JoinPolicy(Duration.ofSeconds(10), QUICK, 10, 50, 0,
			JoinPolicy.DEFAULT.terminalReasons(), JoinPolicy.DEFAULT.refreshReasons(), false);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Deque<TappedClient> clients = new ArrayDeque<>();

	private final String unique = UUID.randomUUID().toString().substring(0, 8);

	@Parameter
	ContractServer server;

	Admin admin;

	record Shout(String body) {
	}

	@BeforeEach
	void prepare() {
		this.admin = new Admin(this.server);
	}

	@AfterEach
	void closeClients() {
		this.clients.forEach(TappedClient::close);
	}

	/**
	 * A topic that no other test uses.
	 */
	String topic(String name) {
		return name + "-" + this.unique;
	}

	/**
	 * The room of this test.
	 */
	String room() {
		return topic("room:lobby");
	}

	/**
	 * The user of this test, as which {@link #connect} connects.
	 */
	String user() {
		return "user-" + this.unique;
	}

	TappedClient connect(ProtocolVersion version) {
		return connect(version, UnaryOperator.identity());
	}

	TappedClient connect(ProtocolVersion version, UnaryOperator<PhoenixClientBuilder> settings) {
		TappedClient client = build(version, settings);
		get(client.client().connect());
		return client;
	}

	/**
	 * A client that does not connect yet.
	 */
	TappedClient build(ProtocolVersion version, UnaryOperator<PhoenixClientBuilder> settings) {
		return build(this.server.url(), version, settings);
	}

	TappedClient build(String url, ProtocolVersion version, UnaryOperator<PhoenixClientBuilder> settings) {
		WireTap tap = new WireTap(SpringWebSocketTransport.builder().build());
		PhoenixClientBuilder builder = PhoenixClient.builder(url)
			.protocolVersion(version)
			.param("user_id", user())
			.reconnect(QUICK_RECONNECT)
			.join(QUICK_REJOIN)
			.transport(tap);
		TappedClient client = new TappedClient(settings.apply(builder).build(), tap);
		this.clients.push(client);
		return client;
	}

	/**
	 * Shows that a channel works.
	 */
	static void assertAnswers(PhoenixChannel channel) {
		assertThat(get(channel.push("echo", Map.of("works", true))).response(JsonNode.class))
			.isEqualTo(json("{\"works\":true}"));
	}

	static JsonNode json(String text) {
		return JSON.readTree(text);
	}

	static <T> T get(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	static <T> T next(BlockingQueue<T> queue) {
		try {
			T element = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			assertThat(element).as("something came").isNotNull();
			return element;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
