package io.phoenixchannels.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.faults.WatchedClient.Heard;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.session.ReconnectPolicy.Rule;
import io.phoenixchannels.test.ChannelScript;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server, a proxy that does what the test says, and a client behind it, whose times are
 * a fraction of the default ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultSupport {

	static final HeartbeatPolicy HEARTBEAT = new HeartbeatPolicy(Duration.ofMillis(300), Duration.ofMillis(400));

	static final Duration CONNECT_TIMEOUT = Duration.ofMillis(600);

	static final Duration CLOSE_TIMEOUT = Duration.ofMillis(400);

	static final Duration PUSH_TIMEOUT = Duration.ofMillis(800);

	static final Duration SERVER_IDLE = Duration.ofSeconds(2);

	private static final int FASTER = 50;

	/**
	 * The default rules, with delays that are a fiftieth.
	 */
	static final ReconnectPolicy RECONNECT = new ReconnectPolicy(List.of(Duration.ofMillis(50)), 0.5,
			Duration.ofSeconds(10), 0,
			ReconnectPolicy.DEFAULT_RULES.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (rule) -> faster(rule.getValue()))));

	static final JoinPolicy JOIN = new JoinPolicy(Duration.ofSeconds(5), List.of(Duration.ofMillis(20)), 10, 50, 0,
			JoinPolicy.DEFAULT.terminalReasons(), JoinPolicy.DEFAULT.refreshReasons(), false);

	private final FaultTable table = new FaultTable(getClass().getSimpleName());

	EmbeddedPhoenixServer server;

	FaultyProxy proxy;

	WatchedClient client;

	private String fault;

	private static Rule faster(Rule rule) {
		return new Rule(rule.terminal(), rule.minDelay().dividedBy(FASTER), rule.maxDelay().dividedBy(FASTER));
	}

	@BeforeEach
	void startServer(TestInfo test) throws IOException {
		Fault fault = test.getTestMethod().orElseThrow().getAnnotation(Fault.class);
		this.fault = (fault != null) ? fault.value() : "";
		this.server = startedServer();
		this.proxy = new FaultyProxy(this.server.port(), null);
	}

	EmbeddedPhoenixServer startedServer() {
		return server(EmbeddedPhoenixServer.builder()).start();
	}

	static EmbeddedPhoenixServerBuilder server(EmbeddedPhoenixServerBuilder builder) {
		return builder.channel("room:*", FaultSupport::room);
	}

	static void room(ChannelScript room) {
		room.on("shout", (push) -> {
			push.broadcast("shout", push.payload());
			push.ok();
		});
		room.on("ignore", (push) -> push.noreply());
		room.on("flood", (push) -> {
			int count = push.payload(Integer.class);
			push.ok();
			String text = "x".repeat(1000);
			for (int i = 0; i < count; i++) {
				push.push("tick", Map.of("number", i, "text", text));
			}
		});
	}

	@AfterEach
	void stop() throws IOException {
		if (this.client != null) {
			this.client.close();
		}
		this.proxy.close();
		this.server.close();
	}

	@AfterAll
	void compareWithThePage() throws IOException {
		this.table.finish(Arrays.stream(getClass().getDeclaredMethods())
			.map((method) -> method.getAnnotation(Fault.class))
			.filter(Objects::nonNull)
			.map(Fault::value)
			.sorted()
			.toList());
	}

	/**
	 * Stands in for the proxy of the test, with TLS or another server behind.
	 */
	void proxyTo(int port, @Nullable SSLContext ssl) throws IOException {
		this.proxy.close();
		this.proxy = new FaultyProxy(port, ssl);
	}

	PhoenixClientBuilder builder() {
		return builder(this.proxy.url());
	}

	static PhoenixClientBuilder builder(String url) {
		return PhoenixClient.builder(url)
			.heartbeat(HEARTBEAT)
			.connectTimeout(CONNECT_TIMEOUT)
			.closeTimeout(CLOSE_TIMEOUT)
			.pushTimeout(PUSH_TIMEOUT)
			.reconnect(RECONNECT)
			.join(JOIN);
	}

	WatchedClient connected() {
		return connected(builder());
	}

	WatchedClient connected(PhoenixClientBuilder builder) {
		return watch(builder).connected();
	}

	WatchedClient watch(PhoenixClientBuilder builder) {
		this.client = new WatchedClient(builder.build());
		return this.client;
	}

	/**
	 * The connection is lost within the bound, and comes back when the proxy is healed.
	 */
	void assertLostAndHealed(long start, Bound bound, String... more) throws IOException {
		Heard heard = this.client.next(Notice.ConnectionLost.class);
		Notice.ConnectionLost lost = heard.as(Notice.ConnectionLost.class);
		assertThat(lost.retryAt()).isNotNull();
		this.proxy.heal();
		this.client.assertHealed();
		row(text(lost, more), bound, heard.after(start), "rejoined; a gap is announced");
	}

	/**
	 * The connection is lost, no attempt succeeds, and the client comes back when the
	 * proxy is healed.
	 */
	void assertAttemptsFailAndHeal(Bound bound) throws IOException {
		this.proxy.reset();
		Notice.ConnectionLost lost = this.client.next(Notice.ConnectionLost.class).as(Notice.ConnectionLost.class);
		Instant startedAt = Objects.requireNonNull(lost.retryAt());
		long start = System.nanoTime() + Duration.between(Instant.now(), startedAt).toNanos();
		Heard heard = this.client.next(Notice.ConnectFailed.class);
		assertAttemptFailedAndHeals(heard, start, bound);
	}

	void assertAttemptFailedAndHeals(Heard heard, long start, Bound bound) throws IOException {
		Notice.ConnectFailed failed = heard.as(Notice.ConnectFailed.class);
		assertThat(failed.retryAt()).isNotNull();
		String delay = assertDelay(failed);
		this.proxy.heal();
		this.client.assertHealed();
		row(text(failed), bound, heard.after(start), "tried again " + delay + "; rejoined; a gap is announced");
	}

	private static String assertDelay(Notice.ConnectFailed failed) {
		Integer status = failed.reason().code();
		Rule rule = (status != null) ? RECONNECT.rules().get(status) : null;
		if (rule == null) {
			return "by `reconnect.delays`";
		}
		Duration delay = Duration.between(Instant.now(), failed.retryAt());
		assertThat(delay).isLessThanOrEqualTo(rule.maxDelay()).isGreaterThan(rule.minDelay().minus(Bound.GRACE));
		Rule byDefault = Objects.requireNonNull(ReconnectPolicy.DEFAULT_RULES.get(status));
		return "after " + byDefault.minDelay().toSeconds() + " to " + byDefault.maxDelay().toSeconds() + " s";
	}

	/**
	 * Adds a row that has cells of its own.
	 */
	void row(String... cells) {
		this.table.add(this.fault, cells);
	}

	/**
	 * Adds the row of the running test, after having checked the time.
	 */
	void row(String heard, Bound bound, Duration measured, String then) {
		assertThat(measured).as("the time until it was heard").isLessThan(bound.here().plus(Bound.GRACE));
		this.table.add(this.fault, heard, bound, measured, then);
	}

	static String text(Notice.ConnectionLost lost, String... more) {
		return "`ConnectionLost`: " + lost.reason() + ((more.length > 0) ? "<br>" + String.join("<br>", more) : "");
	}

	static String text(Notice.ConnectFailed failed) {
		return "`ConnectFailed`: " + failed.reason();
	}

	static String text(Throwable failure) {
		return "`" + failure.getClass().getSimpleName() + "`: " + failure.getMessage();
	}

}
