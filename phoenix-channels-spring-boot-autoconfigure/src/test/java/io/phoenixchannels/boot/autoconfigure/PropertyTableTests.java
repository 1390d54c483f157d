package io.phoenixchannels.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.PushPolicy;
import io.phoenixchannels.test.HandshakeRequest;
import io.phoenixchannels.test.LoggedFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every property: that it is bound, that a value that makes no sense is refused with a
 * report that names it, and that it changes what the client does.
 */
class PropertyTableTests {

	private static final String REJECTED = "no such room";

	static Stream<PropertyRow> table() {
		return Stream.of(whereToAndAsWhom(), connections(), joins(), pushesAndListeners(), life(), retries())
			.flatMap(List::stream);
	}

	private static List<PropertyRow> whereToAndAsWhom() {
		List<PropertyRow> rows = new ArrayList<>();
		rows.add(
				PropertyRow
					.of("url", "ws://localhost:1/socket", PhoenixProperties::url, "ws://localhost:1/socket",
							(probe) -> probe.run((context) -> assertThat(PropertyProbe.client(context).target())
								.isEqualTo("ws://localhost:1/socket/websocket")))
					.refuses("url=ftp://localhost/socket"));
		rows.add(PropertyRow.of("api-key", "key", PhoenixProperties::apiKey, "key",
				handshake((request) -> assertThat(request.param("api_key")).isEqualTo("key"))));
		rows.add(PropertyRow.of("params.room", "lobby", PhoenixProperties::params, Map.of("room", "lobby"),
				handshake((request) -> assertThat(request.param("room")).isEqualTo("lobby"))));
		rows.add(PropertyRow.of("auth-token", "token", PhoenixProperties::authToken, "token",
				handshake((request) -> assertThat(request.authToken()).isEqualTo("token"))));
		rows.add(PropertyRow
			.of("headers.X-Room", "lobby", PhoenixProperties::headers, Map.of("X-Room", "lobby"),
					handshake((request) -> assertThat(request.header("x-room")).isEqualTo("lobby")))
			.refuses("headers.X-Room=a\nb"));
		rows.add(PropertyRow
			.of("protocol-version", "v1", PhoenixProperties::protocolVersion, ProtocolVersion.V1,
					handshake((request) -> assertThat(request.param("vsn")).isEqualTo("1.0.0")))
			.refuses("protocol-version=v3"));
		rows.add(PropertyRow
			.of("ssl.bundle", "phoenix", (properties) -> properties.ssl().bundle(), "phoenix",
					PropertyTableTests::sslBundleIsUsed)
			.refuses("ssl.bundle=missing"));
		rows.add(proxy("host", "localhost", (proxy) -> proxy.host()).refuses("proxy.host=localhost"));
		rows.add(proxy("port", "1", (proxy) -> String.valueOf(proxy.port())).refuses("proxy.host=localhost",
				"proxy.port=70000"));
		rows.add(proxy("username", "user", (proxy) -> proxy.username()).refuses("proxy.host=localhost", "proxy.port=1",
				"proxy.password=only"));
		rows.add(proxy("password", "s3cret", (proxy) -> proxy.password()).refuses("proxy.host=localhost",
				"proxy.port=1", "proxy.username=only"));
		rows.add(PropertyRow
			.of("oauth2.registration", "phoenix", (properties) -> properties.oauth2().registration(), "phoenix",
					handshake((request) -> assertThat(request.authToken()).isEqualTo("token-of-phoenix")))
			.refuses());
		rows.add(new PropertyRow("oauth2.send-as", List.of("oauth2.send-as=header", "oauth2.registration=phoenix"),
				(properties) -> properties.oauth2().sendAs(), PhoenixProperties.OAuth2.SendAs.HEADER,
				List.of("oauth2.send-as=letter"), handshake((request) -> assertThat(request.header("authorization"))
					.isEqualTo("Bearer token-of-phoenix"))));
		rows.add(new PropertyRow("oauth2.param",
				List.of("oauth2.param=jwt", "oauth2.send-as=param", "oauth2.registration=phoenix"),
				(properties) -> properties.oauth2().param(), "jwt",
				List.of("oauth2.param= ", "oauth2.send-as=param", "oauth2.registration=phoenix"),
				handshake((request) -> assertThat(request.param("jwt")).isEqualTo("token-of-phoenix"))));
		return rows;
	}

	private static List<PropertyRow> connections() {
		List<PropertyRow> rows = new ArrayList<>();
		rows.add(PropertyRow
			.of("connect-timeout", "300ms", PhoenixProperties::connectTimeout, Duration.ofMillis(300), (probe) -> {
				probe.server.goSilent();
				probe.run(List.of("fail-fast=true"),
						(context) -> assertThat(context).hasFailed()
							.getFailure()
							.rootCause()
							.hasMessageContaining("within 300 ms"));
			})
			.refuses("connect-timeout=0s"));
		rows.add(PropertyRow.of("max-frame-size", "2KB", PhoenixProperties::maxFrameSize, DataSize.ofKilobytes(2),
				(probe) -> probe.run(List.of("topics=room:lobby"), (context) -> {
					probe.server.awaitJoined("room:lobby");
					probe.server.broadcast("room:lobby", "shout", Map.of("text", "x".repeat(3000)));
					probe.server.frames()
						.await((frame) -> frame.isFromClient() && frame.kind() == LoggedFrame.Kind.CLOSE
								&& frame.closeCode() == 1009, Duration.ofSeconds(3));
				}))
			.refuses("max-frame-size=0"));
		rows.add(PropertyRow
			.of("max-channels-per-connection", "1", PhoenixProperties::maxChannelsPerConnection, 1,
					(probe) -> probe.run(List.of("topics=room:a,room:b"),
							(context) -> probe.server.awaitConnections(2)))
			.refuses("max-channels-per-connection=0"));
		rows.add(PropertyRow.of("heartbeat.interval", "50ms", (properties) -> properties.heartbeat().interval(),
				Duration.ofMillis(50),
				(probe) -> probe.run((context) -> probe.server.frames()
					.await(2, (frame) -> frame.isFromClient() && frame.isEvent("heartbeat"), Duration.ofSeconds(3))))
			.refuses("heartbeat.interval=0s"));
		rows.add(new PropertyRow("heartbeat.timeout", List.of("heartbeat.timeout=100ms", "heartbeat.interval=100ms"),
				(properties) -> properties.heartbeat().timeout(), Duration.ofMillis(100),
				List.of("heartbeat.timeout=-1s"), (probe) -> probe.run((context) -> {
					probe.server.awaitConnections(1);
					probe.server.goSilent();
					await().atMost(Duration.ofSeconds(4))
						.until(() -> PropertyProbe.connection(context).lastDisconnect() != null);
				})));
		rows.addAll(reconnects());
		return rows;
	}

	private static List<PropertyRow> reconnects() {
		List<PropertyRow> rows = new ArrayList<>();
		rows.add(PropertyRow.of("reconnect.delays", "1h", (properties) -> properties.reconnect().delays(),
				List.of(Duration.ofHours(1)), whenKilled((context) -> {
					PropertyProbe.awaitConnection(context, ConnectionState.WAITING);
					assertThat(PropertyProbe.connection(context).nextAttemptAt())
						.isAfter(Instant.now().plus(Duration.ofMinutes(20)));
				}))
			.refuses("reconnect.delays=-1s"));
		rows.add(new PropertyRow("reconnect.jitter", List.of("reconnect.jitter=0", "reconnect.delays=10m"),
				(properties) -> properties.reconnect().jitter(), 0.0, List.of("reconnect.jitter=1.5"),
				whenKilled((context) -> {
					PropertyProbe.awaitConnection(context, ConnectionState.WAITING);
					ConnectionStatus status = PropertyProbe.connection(context);
					assertThat(Duration.between(status.since(), status.nextAttemptAt()))
						.isEqualTo(Duration.ofMinutes(10));
				})));
		rows.add(new PropertyRow("reconnect.stable-after",
				List.of("reconnect.stable-after=1ms", "reconnect.delays=10ms,1h", "topics=room:lobby"),
				(properties) -> properties.reconnect().stableAfter(), Duration.ofMillis(1),
				List.of("reconnect.stable-after=-1s"), (probe) -> probe.run((context) -> {
					for (int lives = 1; lives <= 3; lives++) {
						long opened = lives;
						await().until(() -> probe.server.connectionsOpened() == opened);
						PropertyProbe.awaitChannel(context, "room:lobby", ChannelState.JOINED);
						await().pollDelay(Duration.ofMillis(50)).until(() -> true);
						probe.server.kill();
					}
					await().until(() -> probe.server.connectionsOpened() == 4);
				})));
		rows.add(
				PropertyRow
					.of("reconnect.max-attempts", "1", (properties) -> properties.reconnect().maxAttempts(), 1,
							whenRefused(503,
									(context) -> PropertyProbe.awaitConnection(context, ConnectionState.FAILED)))
					.refuses("reconnect.max-attempts=-1"));
		rows.add(
				PropertyRow
					.of("reconnect.rules.503.terminal", "true", (properties) -> properties.reconnect().rules(),
							Map.of(503, new PhoenixProperties.Reconnect.Rule(true, Duration.ZERO, null)),
							whenRefused(503,
									(context) -> PropertyProbe.awaitConnection(context, ConnectionState.FAILED)))
					.refuses("reconnect.rules.42.terminal=true"));
		return rows;
	}

	private static List<PropertyRow> joins() {
		List<PropertyRow> rows = new ArrayList<>();
		rows.add(PropertyRow
			.of("topics", "room:lobby", PhoenixProperties::topics, List.of(PhoenixProperties.Topic.of("room:lobby")),
					(probe) -> probe.run((context) -> probe.server.awaitJoined("room:lobby")))
			.refuses("topics[0].params.code=42"));
		rows.add(new PropertyRow("join.timeout", List.of("join.timeout=100ms", "join.retry-delays=10ms"),
				(properties) -> properties.join().timeout(), Duration.ofMillis(100), List.of("join.timeout=0s"),
				(probe) -> probe.run(List.of("topics=slow:lobby"), (context) -> probe.awaitJoins(2))));
		rows.add(PropertyRow
			.of("join.retry-delays", "10ms", (properties) -> properties.join().retryDelays(),
					List.of(Duration.ofMillis(10)), whenRejected((probe, context) -> probe.awaitJoins(4)))
			.refuses("join.retry-delays=-1s"));
		rows.add(PropertyRow
			.of("join.max-attempts", "1", (properties) -> properties.join().maxAttempts(), 1, whenRejected(
					(probe, context) -> PropertyProbe.awaitChannel(context, "room:lobby", ChannelState.REJECTED)))
			.refuses("join.max-attempts=-1"));
		rows.add(PropertyRow.of("join.max-in-flight", "1", (properties) -> properties.join().maxInFlight(), 1,
				(probe) -> probe.run(List.of("topics=slow:a,room:b"), (context) -> {
					probe.awaitJoins(1);
					probe.server.frames()
						.expectNone((frame) -> frame.isFromClient() && frame.isOn("room:b"), Duration.ofMillis(300));
				}))
			.refuses("join.max-in-flight=0"));
		rows.add(PropertyRow.of("join.rate", "2", (properties) -> properties.join().rate(), 2,
				(probe) -> probe.run(List.of("topics=room:a,room:b,room:c"), (context) -> {
					List<LoggedFrame> joins = probe.awaitJoins(3);
					assertThat(Duration.between(joins.get(0).at(), joins.get(2).at()))
						.isGreaterThan(Duration.ofMillis(900));
				}))
			.refuses("join.rate=-1"));
		rows.add(PropertyRow.of("join.terminal-reasons", REJECTED, (properties) -> properties.join().terminalReasons(),
				Set.of(REJECTED), whenRejected((probe, context) -> {
					PropertyProbe.awaitChannel(context, "room:lobby", ChannelState.REJECTED);
					assertThat(probe.awaitJoins(1)).hasSize(1);
				})));
		rows.add(PropertyRow.of("join.refresh-reasons", REJECTED, (properties) -> properties.join().refreshReasons(),
				Set.of(REJECTED), whenRejected(
						(probe, context) -> PropertyProbe.awaitChannel(context, "room:lobby", ChannelState.REJECTED))));
		rows.add(PropertyRow.of("join.rejoin-after-close", "true", (properties) -> properties.join().rejoinAfterClose(),
				true, (probe) -> probe.run(List.of("topics=room:lobby"), (context) -> {
					probe.server.awaitJoined("room:lobby");
					probe.server.closeChannel("room:lobby");
					probe.awaitJoins(2);
				}))
			.refuses("join.rejoin-after-close=maybe"));
		return rows;
	}

	private static List<PropertyRow> pushesAndListeners() {
		List<PropertyRow> rows = new ArrayList<>();
		rows.add(PropertyRow.of("push.timeout", "100ms", (properties) -> properties.push().timeout(),
				Duration.ofMillis(100), (probe) -> probe.run(List.of("topics=room:lobby"), (context) -> {
					probe.server.awaitJoined("room:lobby");
					assertThat(push(context)).failsWithin(Duration.ofSeconds(3))
						.withThrowableThat()
						.withCauseInstanceOf(PushTimeoutException.class);
				}))
			.refuses("push.timeout=0s"));
		rows.add(
				PropertyRow
					.of("push.buffer-size", "0", (properties) -> properties.push().bufferSize(), 0,
							(probe) -> probe.run(List.of("auto-startup=false", "topics=room:lobby"),
									(context) -> assertThat(push(context)).failsWithin(Duration.ofSeconds(3))
										.withThrowableThat()
										.withCauseInstanceOf(PushRefusedException.class)))
					.refuses("push.buffer-size=-1"));
		rows.add(new PropertyRow("push.overflow", List.of("push.overflow=drop-oldest", "push.buffer-size=1"),
				(properties) -> properties.push().overflow(), PushPolicy.Overflow.DROP_OLDEST,
				List.of("push.overflow=explode"),
				(probe) -> probe.run(List.of("auto-startup=false", "topics=room:lobby"), (context) -> {
					CompletableFuture<PhoenixReply> first = push(context);
					CompletableFuture<PhoenixReply> second = push(context);
					assertThat(first).failsWithin(Duration.ofSeconds(3))
						.withThrowableThat()
						.withCauseInstanceOf(PushRefusedException.class);
					assertThat(second).isNotDone();
				})));
		rows.add(new PropertyRow("listener.queue-capacity",
				List.of("listener.queue-capacity=3", "listener.overflow=drop-newest"),
				(properties) -> properties.listener().queueCapacity(), 3, List.of("listener.queue-capacity=0"),
				(probe) -> probe.run((context) -> {
					// One is being handled, three wait
					CompletableFuture<Void> handled = probe.blockOn(context, "room:lobby");
					probe.broadcast("room:lobby", 1);
					handled.get(3, TimeUnit.SECONDS);
					probe.broadcast("room:lobby", 10);
					awaitDropped(context, 7);
				})));
		rows.add(new PropertyRow("listener.overflow",
				List.of("listener.overflow=drop-oldest", "listener.queue-capacity=1"),
				(properties) -> properties.listener().overflow(), ListenerPolicy.Overflow.DROP_OLDEST,
				List.of("listener.overflow=explode"), (probe) -> probe.run((context) -> {
					CompletableFuture<Void> handled = probe.blockOn(context, "room:lobby");
					probe.broadcast("room:lobby", 1);
					handled.get(3, TimeUnit.SECONDS);
					probe.broadcast("room:lobby", 5);
					awaitDropped(context, 4);
				})));
		rows.add(PropertyRow.of("listener.concurrency", "2", (properties) -> properties.listener().concurrency(), 2,
				(probe) -> probe.run((context) -> {
					List<CompletableFuture<Void>> handled = new ArrayList<>();
					for (String topic : List.of("room:a", "room:b", "room:c")) {
						handled.add(probe.blockOn(context, topic));
					}
					List.of("room:a", "room:b").forEach((topic) -> probe.broadcast(topic, 1));
					handled.get(0).get(3, TimeUnit.SECONDS);
					handled.get(1).get(3, TimeUnit.SECONDS);
					probe.broadcast("room:c", 1);
					assertThat(handled.get(2)).failsWithin(Duration.ofMillis(300));
					probe.release.countDown();
					assertThat(handled.get(2)).succeedsWithin(Duration.ofSeconds(3));
				}))
			.refuses("listener.concurrency=0"));
		rows.add(PropertyRow.of("listener.execution", "direct", (properties) -> properties.listener().execution(),
				ListenerPolicy.Execution.DIRECT, (probe) -> probe.run((context) -> {
					CompletableFuture<String> thread = new CompletableFuture<>();
					PropertyProbe.client(context)
						.channel("room:lobby")
						.onMessage((message) -> thread.complete(Thread.currentThread().getName()));
					PropertyProbe.client(context).join("room:lobby").get();
					probe.broadcast("room:lobby", 1);
					assertThat(thread.get(3, TimeUnit.SECONDS)).doesNotStartWith("phoenix-");
				}))
			.refuses("listener.execution=somewhere"));
		return rows;
	}

	private static List<PropertyRow> retries() {
		return List.of(
				retry("enabled", List.of("enabled=true", "delay=1ms"), (retry) -> retry.enabled(), true,
						"enabled=maybe", (gaps) -> assertThat(gaps).hasSize(3)),
				retry("max-retries", List.of("max-retries=2", "enabled=true", "delay=1ms"),
						(retry) -> retry.maxRetries(), 2L, "max-retries=-1", (gaps) -> assertThat(gaps).hasSize(2)),
				retry("delay", List.of("delay=300ms", "enabled=true", "max-retries=1"), (retry) -> retry.delay(),
						Duration.ofMillis(300), "delay=-1s",
						(gaps) -> assertThat(gaps.get(0)).isBetween(Duration.ofMillis(300), Duration.ofMillis(999))),
				retry("multiplier", List.of("multiplier=20", "delay=20ms", "enabled=true", "max-retries=2"),
						(retry) -> retry.multiplier(), 20.0, "multiplier=0.5",
						(gaps) -> assertThat(gaps.get(1)).isGreaterThanOrEqualTo(Duration.ofMillis(400))),
				retry("max-delay",
						List.of("max-delay=30ms", "multiplier=1000", "delay=20ms", "enabled=true", "max-retries=2"),
						(retry) -> retry.maxDelay(), Duration.ofMillis(30), "max-delay=0s",
						(gaps) -> assertThat(gaps.get(1)).isLessThan(Duration.ofSeconds(5))),
				retry("jitter", List.of("jitter=500ms", "delay=10ms", "enabled=true", "max-retries=10"),
						(retry) -> retry.jitter(), Duration.ofMillis(500), "jitter=-1s",
						(gaps) -> assertThat(gaps).anyMatch((gap) -> gap.toMillis() > 150)));
	}

	/**
	 * Lets a listener fail until it is given up.
	 * @param gaps checks the times between its calls
	 */
	private static PropertyRow retry(String name, List<String> good,
			Function<PhoenixProperties.Listener.Retry, Object> read, Object bound, String bad,
			Consumer<List<Duration>> gaps) {
		String prefix = "listener.retry.";
		List<Instant> calls = new CopyOnWriteArrayList<>();
		return new PropertyRow(prefix + name, good.stream().map((assignment) -> prefix + assignment).toList(),
				(properties) -> read.apply(properties.listener().retry()), bound,
				List.of(prefix + bad, prefix + (bad.startsWith("enabled") ? "delay=1s" : "enabled=true")),
				(probe) -> probe.run((context) -> {
					context.getBean(PhoenixListenerEndpointRegistry.class)
						.register(PhoenixListenerEndpoint.builder("failing").topics("room:lobby").handler((message) -> {
							calls.add(Instant.now());
							throw new IllegalStateException("on purpose");
						}).build());
					PropertyProbe.awaitChannel(context, "room:lobby", ChannelState.JOINED);
					probe.broadcast("room:lobby", 1);
					await().until(() -> PropertyProbe.client(context).counters().handlerFailures() == 1);
					gaps.accept(IntStream.range(1, calls.size())
						.mapToObj((index) -> Duration.between(calls.get(index - 1), calls.get(index)))
						.toList());
				}));
	}

	private static List<PropertyRow> life() {
		List<PropertyRow> rows = new ArrayList<>();
		rows.add(PropertyRow
			.of("auto-startup", "false", PhoenixProperties::autoStartup, false, (probe) -> probe.run(
					(context) -> assertThat(PropertyProbe.connection(context).state()).isEqualTo(ConnectionState.IDLE)))
			.refuses("auto-startup=maybe"));
		rows.add(PropertyRow.of("fail-fast", "true", PhoenixProperties::failFast, true, (probe) -> {
			probe.server.refuseConnections(503);
			probe.run(List.of("connect-timeout=200ms"),
					(context) -> assertThat(context).hasFailed()
						.getFailure()
						.rootCause()
						.isInstanceOf(PhoenixConnectFailedException.class));
		}).refuses("fail-fast=maybe"));
		rows.add(PropertyRow.of("keep-alive", "true", PhoenixProperties::keepAlive, true, (probe) -> {
			probe.run((context) -> assertThat(keepAlive()).isTrue());
			await().until(() -> !keepAlive());
		}).refuses("keep-alive=maybe"));
		rows.add(PropertyRow.of("shutdown-timeout", "50ms", PhoenixProperties::shutdownTimeout, Duration.ofMillis(50),
				(probe) -> probe.run((context) -> {
					PropertyProbe.awaitConnection(context, ConnectionState.OPEN);
					probe.server.neverAnswerClose();
					Instant asked = Instant.now();
					context.getSourceApplicationContext().close();
					// Without the property, the server would be waited for for 2 seconds
					assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(1900));
				}))
			.refuses("shutdown-timeout=-1s"));
		rows.add(new PropertyRow("enabled", List.of("enabled=false"), (properties) -> "not bound", "not bound",
				List.of(),
				(probe) -> probe.run((context) -> assertThat(context).doesNotHaveBean(PhoenixClient.class))));
		rows.add(new PropertyRow("clients", List.of("clients.alerts.params.who=alerts"), (properties) -> "not bound",
				"not bound", List.of("clients.Alerts.join.rate=1"), (probe) -> probe.run((context) -> {
					probe.server.awaitConnections(2);
					assertThat(probe.server.handshakes()).extracting((handshake) -> handshake.param("who"))
						.containsExactlyInAnyOrder("alerts", null);
				})));
		return rows;
	}

	private static PropertyRow.Effect handshake(Consumer<HandshakeRequest> check) {
		return (probe) -> probe.run((context) -> {
			probe.server.awaitConnections(1);
			check.accept(probe.server.handshakes().get(0));
		});
	}

	private static PropertyRow.Effect whenKilled(Consumer<AssertableApplicationContext> check) {
		return (probe) -> probe.run((context) -> {
			probe.server.awaitConnections(1);
			probe.server.kill();
			check.accept(context);
		});
	}

	private static PropertyRow.Effect whenRefused(int status, Consumer<AssertableApplicationContext> check) {
		return (probe) -> {
			probe.server.refuseConnections(status);
			probe.run(check::accept);
		};
	}

	private static PropertyRow.Effect whenRejected(BiConsumer<PropertyProbe, AssertableApplicationContext> check) {
		return (probe) -> {
			probe.server.refuseJoins("room:*", Map.of("reason", REJECTED));
			probe.run(List.of("topics=room:lobby"), (context) -> check.accept(probe, context));
		};
	}

	private static PropertyRow proxy(String name, String value, Function<PhoenixProperties.Proxy, Object> read) {
		return PropertyRow.of("proxy." + name, value, (properties) -> read.apply(properties.proxy()), value,
				PropertyTableTests::proxyIsAsked);
	}

	/**
	 * All four properties can only be seen together.
	 */
	private static void proxyIsAsked(PropertyProbe probe) throws IOException {
		try (RefusingProxy proxy = new RefusingProxy()) {
			PropertyProbe.runner()
				.withPropertyValues(PropertyProbe.prefixed(List.of("url=" + probe.server.url(), "proxy.host=localhost",
						"proxy.port=" + proxy.port(), "proxy.username=user", "proxy.password=s3cret")))
				.run((context) -> {
					await().until(() -> proxy.requests().size() >= 2);
					assertThat(proxy.requests().get(0)).startsWith("CONNECT localhost:" + probe.server.port() + " ");
					assertThat(proxy.requests().get(1)).contains("Proxy-Authorization: Basic dXNlcjpzM2NyZXQ=");
					await().untilAsserted(() -> assertThat(PropertyProbe.connection(context).lastDisconnect().text())
						.contains("its proxy localhost:" + proxy.port() + " refused to connect to it with HTTP 502")
						.doesNotContain("s3cret"));
				});
			assertThat(probe.server.handshakes()).isEmpty();
		}
	}

	private static void sslBundleIsUsed(PropertyProbe probe) {
		// Empty stores trust nobody, and so not even a certificate that the JVM would
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("phoenix", SslBundle.of(SslStoreBundle.NONE));
		List<String> asked = new ArrayList<>();
		PropertyProbe.runner()
			.withPropertyValues(PropertyProbe.prefixed(List.of("url=" + probe.server.url(), "ssl.bundle=phoenix")))
			.withBean(SslBundles.class, () -> new SslBundles() {

				@Override
				public SslBundle getBundle(String name) {
					asked.add(name);
					return bundles.getBundle(name);
				}

				@Override
				public void addBundleUpdateHandler(String name, Consumer<SslBundle> handler) {
					bundles.addBundleUpdateHandler(name, handler);
				}

				@Override
				public List<String> getBundleNames() {
					return bundles.getBundleNames();
				}

				@Override
				public void addBundleRegisterHandler(BiConsumer<String, SslBundle> handler) {
					bundles.addBundleRegisterHandler(handler);
				}

			})
			.run((context) -> {
				probe.server.awaitConnections(1);
				assertThat(asked).isNotEmpty().containsOnly("phoenix");
			});
	}

	private static CompletableFuture<PhoenixReply> push(AssertableApplicationContext context) {
		return PropertyProbe.client(context).channel("room:lobby").push("silent", Map.of());
	}

	private static void awaitDropped(AssertableApplicationContext context, long count) {
		await().until(() -> PropertyProbe.client(context).counters().messagesDropped() == count);
	}

	private static boolean keepAlive() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("phoenix-keep-alive") && thread.isAlive());
	}

	@Test
	void noPropertyIsMissing() throws IOException {
		List<String> known = PropertiesDocumentTests.metadata()
			.get("properties")
			.valueStream()
			.map((node) -> node.get("name").asString())
			.filter((name) -> name.startsWith("phoenix.channels."))
			.map((name) -> name.substring("phoenix.channels.".length()))
			// Those of the fleet have a table of their own
			.filter((name) -> !name.startsWith("fleet."))
			.toList();
		assertThat(table().map((row) -> property(row.name(), known))).containsExactlyInAnyOrderElementsOf(known);
	}

	/**
	 * Rows of maps have a key.
	 */
	private static String property(String row, List<String> known) {
		return known.contains(row) ? row
				: known.stream().filter((name) -> row.startsWith(name + ".")).findFirst().orElse(row);
	}

	@ParameterizedTest
	@MethodSource("table")
	void isBound(PropertyRow row) {
		MockEnvironment environment = new MockEnvironment();
		PhoenixProperties unset = Binder.get(environment).bindOrCreate("phoenix.channels", PhoenixProperties.class);
		row.good().forEach((assignment) -> {
			String[] parts = assignment.split("=", 2);
			environment.setProperty("phoenix.channels." + parts[0], parts[1]);
		});
		PhoenixProperties set = Binder.get(environment).bindOrCreate("phoenix.channels", PhoenixProperties.class);
		assertThat(row.read().apply(set)).isEqualTo(row.bound());
		// Of keep-alive the tests turn the default off
		if (!row.bound().equals("not bound") && !row.name().equals("keep-alive")) {
			assertThat(row.read().apply(unset)).isNotEqualTo(row.bound());
		}
	}

	@ParameterizedTest
	@MethodSource("table")
	void valueThatMakesNoSenseIsReported(PropertyRow row) {
		if (row.bad().isEmpty()) {
			assertThat(row.name()).as("Any text makes sense, or can only be judged later")
				.isIn("api-key", "params.room", "auth-token", "oauth2.registration", "join.terminal-reasons",
						"join.refresh-reasons", "enabled");
			return;
		}
		PropertyProbe.runner()
			.withPropertyValues("phoenix.channels.url=ws://localhost:1/socket", "phoenix.channels.auto-startup=false")
			.withPropertyValues(PropertyProbe.prefixed(row.bad()))
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis report = report(context.getStartupFailure());
				String named = reportedName(row);
				assertThat(report.getDescription()).contains("phoenix.channels." + named);
				assertThat(report.getAction()).isNotBlank();
			});
	}

	private static String reportedName(PropertyRow row) {
		return switch (row.name()) {
			// It is the port that is missing beside a host
			case "proxy.host" -> "proxy.port";
			case "reconnect.rules.503.terminal" -> "reconnect.rules.42";
			case "clients" -> "clients.Alerts";
			default -> row.name();
		};
	}

	private static FailureAnalysis report(Throwable failure) {
		MockEnvironment environment = new MockEnvironment();
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, environment),
					SpringFactoriesLoader.FailureHandler.handleMessage((message, ex) -> {
						// Those that need a bean factory are not for us
					}))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow(() -> new AssertionError("No analyzer knows it", failure));
	}

	@ParameterizedTest
	@MethodSource("table")
	void makesADifference(PropertyRow row) throws Exception {
		try (PropertyProbe probe = new PropertyProbe(row)) {
			row.effect().check(probe);
		}
	}

}
