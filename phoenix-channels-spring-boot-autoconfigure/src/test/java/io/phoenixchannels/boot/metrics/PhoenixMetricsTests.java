package io.phoenixchannels.boot.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The meters of real clients, connected to a server that breaks as it is told to.
 */
class PhoenixMetricsTests {

	private static final Duration SOON = Duration.ofMillis(20);

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.channel("room:*", (channel) -> channel.on("ping", (push) -> push.ok(Map.of())))
		.start();

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final PhoenixClient client = builder().build();

	private final PhoenixMetrics metrics = new PhoenixMetrics(List.of(this.client));

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	private PhoenixClientBuilder builder() {
		return PhoenixClient.builder(this.server.url())
			.reconnect(new ReconnectPolicy(List.of(SOON), 0, Duration.ZERO, 0, Map.of()))
			.join(new JoinPolicy(Duration.ofSeconds(10), List.of(SOON, Duration.ofMinutes(1)), 10, 50, 0, Set.of(),
					Set.of("unauthorized"), false))
			.closeTimeout(Duration.ofMillis(500));
	}

	private void connect() throws Exception {
		this.metrics.bindTo(this.registry);
		this.client.connect().get(10, TimeUnit.SECONDS);
	}

	private void join(String topic) throws Exception {
		this.client.join(topic).get(10, TimeUnit.SECONDS);
	}

	/**
	 * The value as a scrape sees it that comes later than the last one.
	 */
	private double value(PhoenixMeterDocumentation meter, String... tags) {
		this.clock.add(StatusSample.MAX_AGE);
		Meter found = this.registry.get(meter.getName()).tag("client", this.client.name()).tags(tags).meter();
		return found.measure().iterator().next().getValue();
	}

	private void awaitValue(double expected, PhoenixMeterDocumentation meter, String... tags) {
		await().untilAsserted(() -> assertThat(value(meter, tags)).isEqualTo(expected));
	}

	@Test
	void everyDocumentedMeterIsThereFromTheStartAsDocumented() {
		this.metrics.bindTo(this.registry);
		for (PhoenixMeterDocumentation documented : PhoenixMeterDocumentation.values()) {
			assertThat(this.registry.get(documented.getName()).meters()).as(documented.getName())
				.isNotEmpty()
				.allSatisfy((meter) -> {
					Meter.Id id = meter.getId();
					assertThat(id.getType()).isEqualTo(documented.getType());
					assertThat(id.getDescription()).isEqualTo(documented.getDescription()).isNotBlank();
					if (documented.getType() == Meter.Type.TIMER) {
						assertThat(id.getBaseUnit()).isEqualTo("seconds");
					}
					else {
						assertThat(id.getBaseUnit()).isEqualTo(documented.getBaseUnit()).isNotBlank();
					}
					assertThat(id.getTags()).extracting(Tag::getKey)
						.containsExactlyInAnyOrderElementsOf(
								Arrays.stream(documented.getKeyNames()).map(KeyName::asString).toList());
				});
		}
		assertThat(names()).hasSameSizeAs(PhoenixMeterDocumentation.values());
	}

	private Set<String> names() {
		return this.registry.getMeters().stream().map((meter) -> meter.getId().getName()).collect(Collectors.toSet());
	}

	@Test
	void connectionsAndChannelsAreCountedByState() throws Exception {
		this.server.refuseJoins("room:closed", Map.of("reason", "unauthorized"));
		this.metrics.bindTo(this.registry);
		assertThat(value(PhoenixMeterDocumentation.CONNECTIONS, "state", "idle")).isEqualTo(1);
		this.client.connect().get(10, TimeUnit.SECONDS);
		join("room:a");
		join("room:b");
		assertThat(this.client.join("room:closed")).failsWithin(Duration.ofSeconds(10));
		assertThat(value(PhoenixMeterDocumentation.CONNECTIONS, "state", "open")).isEqualTo(1);
		assertThat(value(PhoenixMeterDocumentation.CONNECTIONS, "state", "idle")).isZero();
		assertThat(value(PhoenixMeterDocumentation.CHANNELS, "state", "joined")).isEqualTo(2);
		assertThat(value(PhoenixMeterDocumentation.CHANNELS, "state", "rejected")).isEqualTo(1);
		awaitValue(1, PhoenixMeterDocumentation.CONNECTS, "outcome", "connected");
		awaitValue(2, PhoenixMeterDocumentation.JOINS, "outcome", "joined");
		awaitValue(1, PhoenixMeterDocumentation.JOINS, "outcome", "rejected");
		assertThat(value(PhoenixMeterDocumentation.CONNECTS, "outcome", "reconnected")).isZero();
		assertThat(value(PhoenixMeterDocumentation.JOINS, "outcome", "rejoined")).isZero();
		assertThat(value(PhoenixMeterDocumentation.JOINS, "outcome", "errored")).isZero();
		assertThat(value(PhoenixMeterDocumentation.GAP)).isZero();
	}

	@Test
	void lossAndRecoveryAreCountedWithTheGap() throws Exception {
		connect();
		join("room:a");
		this.server.close(4000);
		awaitValue(1, PhoenixMeterDocumentation.JOINS, "outcome", "rejoined");
		assertThat(value(PhoenixMeterDocumentation.CONNECTION_LOSSES, "reason", "closed")).isEqualTo(1);
		assertThat(value(PhoenixMeterDocumentation.CONNECTS, "outcome", "reconnected")).isEqualTo(1);
		assertThat(value(PhoenixMeterDocumentation.CONNECTS, "outcome", "connected")).isEqualTo(1);
		awaitValue(1, PhoenixMeterDocumentation.GAP);
		assertThat(this.registry.get("phoenix.channels.gap").timer().totalTime(TimeUnit.MILLISECONDS))
			.isBetween((double) SOON.toMillis(), 10_000.0);
	}

	@Test
	void refusedAttemptsAreCountedByReason() throws Exception {
		connect();
		this.server.refuseConnections(503);
		this.server.kill();
		await().untilAsserted(() -> assertThat(value(PhoenixMeterDocumentation.CONNECT_FAILURES, "reason", "refused"))
			.isGreaterThanOrEqualTo(2));
		this.server.acceptConnections();
		awaitValue(1, PhoenixMeterDocumentation.CONNECTS, "outcome", "reconnected");
		double lost = value(PhoenixMeterDocumentation.CONNECTION_LOSSES, "reason", "closed")
				+ value(PhoenixMeterDocumentation.CONNECTION_LOSSES, "reason", "failed");
		assertThat(lost).isEqualTo(1);
	}

	@Test
	void reconnectOnRequestIsNoFailure() throws Exception {
		connect();
		this.client.reconnect();
		awaitValue(1, PhoenixMeterDocumentation.CONNECTS, "outcome", "reconnected");
		assertThat(value(PhoenixMeterDocumentation.CONNECTION_LOSSES, "reason", "requested")).isEqualTo(1);
	}

	@Test
	void crashedChannelIsErroredAndRejoined() throws Exception {
		connect();
		join("room:a");
		this.server.awaitJoined("room:a");
		this.server.crashChannel("room:a");
		awaitValue(1, PhoenixMeterDocumentation.JOINS, "outcome", "rejoined");
		assertThat(value(PhoenixMeterDocumentation.JOINS, "outcome", "errored")).isEqualTo(1);
		awaitValue(1, PhoenixMeterDocumentation.GAP);
	}

	@Test
	void heartbeatsAreTimed() throws Exception {
		try (PhoenixClient beating = builder().name("beating")
			.heartbeat(new HeartbeatPolicy(Duration.ofMillis(50), Duration.ofSeconds(10)))
			.build()) {
			new PhoenixMetrics(List.of(beating)).bindTo(this.registry);
			beating.connect().get(10, TimeUnit.SECONDS);
			await().untilAsserted(
					() -> assertThat(this.registry.get("phoenix.channels.heartbeat.roundtrip").timer().count())
						.isGreaterThanOrEqualTo(2));
			assertThat(
					this.registry.get("phoenix.channels.heartbeat.roundtrip").timer().totalTime(TimeUnit.NANOSECONDS))
				.isPositive();
		}
	}

	@Test
	void framesAreCountedByDirectionAndUnreadableOnesApart() throws Exception {
		connect();
		join("room:a");
		this.client.channel("room:a").push("ping", Map.of()).get(10, TimeUnit.SECONDS);
		assertThat(value(PhoenixMeterDocumentation.FRAMES, "direction", "out")).isEqualTo(2);
		assertThat(value(PhoenixMeterDocumentation.FRAMES, "direction", "in")).isEqualTo(2);
		assertThat(value(PhoenixMeterDocumentation.UNREADABLE_FRAMES)).isZero();
		this.server.connections().forEach((connection) -> connection.sendRaw("no frame"));
		awaitValue(1, PhoenixMeterDocumentation.UNREADABLE_FRAMES);
	}

	@Test
	void dropsAndFailuresOfHandlersAreCounted() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		try (PhoenixClient dropping = builder().name("dropping")
			.listener(new ListenerPolicy(1, ListenerPolicy.Overflow.DROP_OLDEST))
			.build()) {
			new PhoenixMetrics(List.of(dropping)).bindTo(this.registry);
			dropping.channel("room:a").onMessage((message) -> {
				blocked.countDown();
				release.await();
				throw new IllegalStateException("as planned");
			});
			dropping.connect().get(10, TimeUnit.SECONDS);
			dropping.join("room:a").get(10, TimeUnit.SECONDS);
			this.server.broadcast("room:a", "first", Map.of());
			assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
			for (int i = 0; i < 4; i++) {
				this.server.broadcast("room:a", "more", Map.of());
			}
			await().untilAsserted(
					() -> assertThat(this.registry.get("phoenix.channels.dropped.messages").functionCounter().count())
						.isEqualTo(3));
			release.countDown();
			await().untilAsserted(
					() -> assertThat(this.registry.get("phoenix.channels.handler.failures").functionCounter().count())
						.isEqualTo(2));
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void bufferedPushesAreCountedOverAllTopics() throws Exception {
		this.server.refuseJoins("room:*", Map.of("reason", "later"));
		connect();
		for (String topic : List.of("room:a", "room:b")) {
			this.client.join(topic);
			this.client.channel(topic).push("ping", Map.of());
		}
		assertThat(value(PhoenixMeterDocumentation.BUFFERED_PUSHES)).isEqualTo(2);
		this.client.leave("room:a");
		assertThat(value(PhoenixMeterDocumentation.BUFFERED_PUSHES)).isEqualTo(1);
	}

	@Test
	void noTagGrowsWithTheTopics() throws Exception {
		connect();
		join("room:a");
		int meters = this.registry.getMeters().size();
		join("room:b");
		awaitValue(2, PhoenixMeterDocumentation.JOINS, "outcome", "joined");
		assertThat(this.registry.getMeters()).hasSize(meters)
			.allSatisfy((meter) -> assertThat(meter.getId().getTags()).extracting(Tag::getValue)
				.noneMatch((value) -> value.contains("room")));
	}

	@Test
	void clientsAreToldApart() throws Exception {
		try (PhoenixClient alerts = builder().name("alerts").build()) {
			new PhoenixMetrics(List.of(this.client, alerts)).bindTo(this.registry);
			alerts.connect().get(10, TimeUnit.SECONDS);
			await().untilAsserted(() -> assertThat(connects("alerts")).isEqualTo(1));
			assertThat(connects("default")).isZero();
		}
	}

	private double connects(String client) {
		return this.registry.get("phoenix.channels.connects")
			.tags("client", client, "outcome", "connected")
			.counter()
			.count();
	}

	@Test
	void closedMetricsWatchNoLonger() throws Exception {
		connect();
		awaitValue(1, PhoenixMeterDocumentation.CONNECTS, "outcome", "connected");
		this.metrics.close();
		CountDownLatch reconnected = new CountDownLatch(1);
		this.client.observe((notice) -> reconnected.countDown());
		this.client.reconnect();
		assertThat(reconnected.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(value(PhoenixMeterDocumentation.CONNECTION_LOSSES, "reason", "requested")).isZero();
	}

	@Test
	void firstMeasureOfTimersIsTheirCount() {
		this.metrics.bindTo(this.registry);
		assertThat(this.registry.get("phoenix.channels.gap").meter().measure().iterator().next().getStatistic())
			.isEqualTo(Statistic.COUNT);
	}

}
