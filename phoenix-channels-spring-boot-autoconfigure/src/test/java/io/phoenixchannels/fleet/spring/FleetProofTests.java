package io.phoenixchannels.fleet.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.PhoenixMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.integration.metadata.ConcurrentMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Ten instances on a real engine, and a server that sends numbered events on all topics:
 * in calm each event is handled once; while instances are killed and replaced, nothing is
 * missed, and repeated is exactly what the killed ones had handled after the cursor that
 * they had stored.
 */
class FleetProofTests {

	private static final int INSTANCES = 10;

	private static final int KILLS = 20;

	private static final int SHARDS = 64;

	private static final Duration LEASE = Duration.ofSeconds(6);

	private static final List<String> PROPERTIES = List.of("phoenix.channels.fleet.shards=" + SHARDS,
			"phoenix.channels.fleet.lease=" + LEASE.toMillis() + "ms",
			"phoenix.channels.fleet.rebalance-interval=250ms", "phoenix.channels.fleet.cursor-interval=500ms");

	private final Random random = new Random(1);

	private final Ledger ledger = new Ledger();

	private final List<FleetInstance> running = new ArrayList<>();

	private final List<FleetInstance> killed = new ArrayList<>();

	/** How often each number of a topic is to be handled beyond once. */
	private final Map<String, Map<Integer, Integer>> repeats = new TreeMap<>();

	private final ShardChart chart = new ShardChart(SHARDS);

	private final ScheduledExecutorService executor = new ScheduledThreadPoolExecutor(2);

	private NumberedEvents server;

	private FleetEngine engine;

	private ConcurrentMetadataStore store;

	private GenericApplicationContext witness;

	private int started;

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
		this.running.forEach(FleetInstance::stop);
		if (this.witness != null) {
			this.witness.close();
			this.server.close();
		}
	}

	@Test
	void thousandTopicsOnPostgres() throws IOException {
		prove(RealEngines.postgres(), 1000);
		if (Boolean.getBoolean("fleet.write")) {
			Files.writeString(Path.of(System.getProperty("basedir", "."), "..", "docs", "fleet.svg"), this.chart.svg());
		}
	}

	@Test
	void twoHundredTopicsOnRedis() {
		prove(RealEngines.redis(), 200);
	}

	private void prove(FleetEngine engine, int topics) {
		this.engine = engine;
		this.server = new NumberedEvents(IntStream.range(0, topics).mapToObj((number) -> "events:" + number).toList());
		this.witness = new GenericApplicationContext();
		engine.register(this.witness, new Plug());
		this.witness.refresh();
		this.store = this.witness.getBean(ConcurrentMetadataStore.class);
		IntStream.range(0, INSTANCES).forEach((index) -> start());
		awaitCalm();
		this.executor.scheduleWithFixedDelay(this::sample, 0, 100, TimeUnit.MILLISECONDS);
		for (int round = 0; round < 5; round++) {
			this.server.emitOnAll();
		}
		awaitHandled();
		assertRepeats();

		this.executor.scheduleWithFixedDelay(this.server::emitOnAll, 0, 700, TimeUnit.MILLISECONDS);
		for (int kill = 0; kill < KILLS; kill++) {
			kill();
			start();
			pause(500 + this.random.nextInt(1000));
		}
		awaitCalm();
		this.executor.shutdownNow();
		await().until(this.executor::isTerminated);
		this.server.emitOnAll();
		awaitHandled();
		// Otherwise the machine stood still for longer than a lease, and more is repeated
		assertThat(this.running).allSatisfy((instance) -> assertThat(instance.status().numbers().lost()).isZero());
		assertRepeats();
		assertThat(this.repeats).isNotEmpty();
		assertThat(this.killed).hasSize(KILLS);
	}

	private void start() {
		FleetInstance instance = FleetInstance.start("instance-" + ++this.started, this.engine, this.server,
				this.ledger, PROPERTIES, SpringPhoenixFleetTests.Listener.class);
		synchronized (this.running) {
			this.running.add(instance);
		}
	}

	private void kill() {
		FleetInstance victim = this.running.get(this.random.nextInt(this.running.size()));
		victim.kill();
		synchronized (this.running) {
			this.running.remove(victim);
			this.chart.killed();
		}
		this.killed.add(victim);
		for (String topic : this.server.names()) {
			List<Ledger.Entry> entries = this.ledger.entries(topic);
			if (!entries.isEmpty() && isBy(entries.get(entries.size() - 1), victim)) {
				int cursor = cursor(topic);
				entries.stream()
					.filter((entry) -> isBy(entry, victim) && entry.number() > cursor)
					.forEach((entry) -> this.repeats.computeIfAbsent(topic, (key) -> new TreeMap<>())
						.merge(entry.number(), 1, Integer::sum));
			}
		}
	}

	private static boolean isBy(Ledger.Entry entry, FleetInstance instance) {
		return entry.instance().equals(instance.name());
	}

	private int cursor(String topic) {
		PhoenixMessage cursor = CursorFormat.read(topic,
				this.store.get(CursorFormat.key("phoenix-fleet:test:cursor:", "default", topic)),
				new PayloadConverter(JsonMapper.shared()));
		return (cursor != null) ? cursor.payload(Integer.class) : 0;
	}

	private void sample() {
		synchronized (this.running) {
			this.running.forEach((instance) -> this.chart.owned(instance.name(), instance.shards()));
			this.chart.next();
		}
	}

	private void awaitCalm() {
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			Set<Integer> owned = new HashSet<>();
			for (FleetInstance member : this.running) {
				Collection<Integer> shards = member.shards();
				assertThat(shards.size()).isBetween(SHARDS / INSTANCES, (SHARDS + INSTANCES - 1) / INSTANCES);
				owned.addAll(shards);
			}
			assertThat(owned).hasSize(SHARDS);
			assertThat(this.server.names()).allMatch((topic) -> this.server.subscribers(topic) == 1);
		});
	}

	private void awaitHandled() {
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.server.names()).allSatisfy((topic) -> {
				Set<Integer> handled = new HashSet<>(this.ledger.numbers(topic));
				assertThat(handled).as(topic).hasSize(this.server.emitted(topic));
			}));
	}

	private void assertRepeats() {
		for (String topic : this.server.names()) {
			Map<Integer, Integer> counts = new TreeMap<>();
			this.ledger.numbers(topic).forEach((number) -> counts.merge(number, 1, Integer::sum));
			Map<Integer, Integer> expected = new TreeMap<>();
			IntStream.rangeClosed(1, this.server.emitted(topic))
				.forEach((number) -> expected.put(number,
						1 + this.repeats.getOrDefault(topic, Map.of()).getOrDefault(number, 0)));
			assertThat(counts).as(() -> topic + ": " + this.ledger.entries(topic)).isEqualTo(expected);
		}
	}

	/**
	 * Lets real time pass: the leases of the engines run in it, and a kill is to come at
	 * any moment of them.
	 */
	private static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
