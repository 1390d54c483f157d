package io.phoenixchannels.fleet.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.fleet.ShardCountException;
import io.phoenixchannels.fleet.Shards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A fleet on a database in memory, with a Phoenix server that sends numbered events.
 */
class SpringPhoenixFleetTests {

	private static final int SHARDS = 16;

	private static final Duration LEASE = Duration.ofSeconds(2);

	private final FleetEngine engine = FleetEngine.h2();

	private final NumberedEvents server = new NumberedEvents(
			IntStream.range(0, 40).mapToObj((number) -> "events:" + number).toList());

	private final Ledger ledger = new Ledger();

	private final List<FleetInstance> instances = new ArrayList<>();

	@AfterEach
	void stop() {
		this.instances.forEach(FleetInstance::stop);
		this.server.close();
	}

	private FleetInstance start(String name, String... properties) {
		List<String> all = new ArrayList<>(List.of("phoenix.channels.fleet.shards=" + SHARDS,
				"phoenix.channels.fleet.lease=" + LEASE.toMillis() + "ms",
				"phoenix.channels.fleet.rebalance-interval=100ms", "phoenix.channels.fleet.cursor-interval=200ms"));
		all.addAll(List.of(properties));
		FleetInstance instance = FleetInstance.start(name, this.engine, this.server, this.ledger, all, Listener.class);
		this.instances.add(instance);
		return instance;
	}

	private void awaitCalm(FleetInstance... members) {
		await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
			Set<Integer> owned = new HashSet<>();
			for (FleetInstance member : members) {
				Collection<Integer> shards = member.shards();
				assertThat(shards.size()).isBetween(SHARDS / members.length,
						(SHARDS + members.length - 1) / members.length);
				owned.addAll(shards);
			}
			assertThat(owned).hasSize(SHARDS);
			assertThat(this.server.names()).allMatch((topic) -> this.server.subscribers(topic) == 1);
		});
	}

	private void awaitHandled() {
		await().untilAsserted(() -> assertThat(this.server.names()).allSatisfy((topic) -> {
			List<Integer> all = IntStream.rangeClosed(1, this.server.emitted(topic)).boxed().toList();
			assertThat(this.ledger.numbers(topic)).as(topic).containsAll(all);
		}));
	}

	private void assertHandledOnce() {
		awaitHandled();
		assertThat(this.server.names()).allSatisfy((topic) -> {
			List<Integer> all = IntStream.rangeClosed(1, this.server.emitted(topic)).boxed().toList();
			assertThat(this.ledger.numbers(topic)).as(topic).isEqualTo(all);
		});
	}

	private FleetInstance owner(String topic) {
		int shard = new Shards(SHARDS).of(topic);
		return this.instances.stream()
			.filter((instance) -> instance.context().isActive() && instance.shards().contains(shard))
			.findFirst()
			.orElse(null);
	}

	@Test
	void eachTopicIsJoinedByItsOwnerAlone() {
		FleetInstance one = start("one");
		FleetInstance two = start("two");
		FleetInstance three = start("three");
		awaitCalm(one, two, three);
		Shards hash = new Shards(SHARDS);
		for (FleetInstance instance : this.instances) {
			assertThat(this.server.joinedBy(instance.name())).isNotEmpty()
				.allMatch((topic) -> instance.shards().contains(hash.of(topic)));
			assertThat(instance.status().topics()).isEqualTo(this.server.joinedBy(instance.name()).size());
			assertThat(instance.status().numbers().members()).isEqualTo(3);
		}
		for (int number = 0; number < 20; number++) {
			this.server.emitOnAll();
		}
		assertHandledOnce();
	}

	@Test
	void ordersOfMovesLoseAndRepeatNothing() {
		FleetInstance one = start("one");
		awaitCalm(one);
		AtomicBoolean over = new AtomicBoolean();
		Thread emitter = new Thread(() -> {
			while (!over.get()) {
				this.server.emitOnAll();
				pause(20);
			}
		});
		emitter.start();
		FleetInstance two = start("two");
		awaitCalm(one, two);
		FleetInstance three = start("three");
		awaitCalm(one, two, three);
		one.stop();
		awaitCalm(two, three);
		over.set(true);
		await().until(() -> !emitter.isAlive());
		assertHandledOnce();
		assertThat(two.status().numbers().lost()).isZero();
		assertThat(two.status().numbers().cursorsFailed()).isZero();
	}

	@Test
	void killedOwnerIsReplacedWithinLeaseAndOneSecondAndNothingIsMissed() {
		FleetInstance one = start("one");
		FleetInstance two = start("two");
		awaitCalm(one, two);
		for (int number = 0; number < 10; number++) {
			this.server.emitOnAll();
		}
		awaitHandled();
		long killed = System.nanoTime();
		two.kill();
		this.server.emitOnAll();
		await().pollInterval(Duration.ofMillis(20)).until(() -> one.shards().size() == SHARDS);
		assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(LEASE.plusSeconds(1));
		awaitHandled();
	}

	@Test
	void pausedOwnerHandlesNoFurtherMessageWhenItWakes() throws Exception {
		FleetInstance one = start("one");
		FleetInstance two = start("two");
		awaitCalm(one, two);
		String topic = this.server.names().stream().filter((name) -> owner(name) == two).findFirst().orElseThrow();
		CountDownLatch paused = new CountDownLatch(1);
		CountDownLatch woken = new CountDownLatch(1);
		two.before((message) -> {
			if (message.topic().equals(topic) && message.payload(Integer.class) == 1) {
				paused.countDown();
				awaitQuietly(woken);
			}
		});
		for (int number = 0; number < 5; number++) {
			this.server.emit(topic);
		}
		paused.await();
		// As if the process stood still: no renewal, and no thread that leaves
		two.plug().pull();
		await().atMost(Duration.ofSeconds(10)).until(() -> owner(topic) == one);
		await().untilAsserted(() -> assertThat(this.ledger.numbers(topic)).containsExactly(1, 2, 3, 4, 5));
		two.plug().putBack();
		woken.countDown();
		awaitCalm(one, two);
		// The one that was under way is finished, and those behind it are refused
		assertThat(this.ledger.entries(topic)
			.stream()
			.filter((entry) -> entry.instance().equals("two"))
			.map(Ledger.Entry::number)).containsExactly(1);
		assertThat(two.status().numbers().refused()).isEqualTo(4);
	}

	@Test
	void whoLosesTheDatabaseKeepsUntilTheLeaseEndsAndThenLeaves() {
		FleetInstance one = start("one");
		FleetInstance two = start("two");
		awaitCalm(one, two);
		Collection<Integer> before = two.shards();
		two.plug().pull();
		this.server.emitOnAll();
		await().during(Duration.ofMillis(500)).until(() -> two.shards().equals(before));
		await().untilAsserted(() -> assertThat(two.shards()).isEmpty());
		await().untilAsserted(() -> assertThat(this.server.joinedBy("two")).isEmpty());
		assertThat(two.status().problem()).isNotNull();
		awaitCalm(one);
		two.plug().putBack();
		awaitCalm(one, two);
		assertThat(two.status().problem()).isNull();
		assertThat(two.status().numbers().lost()).isEqualTo(before.size());
	}

	@Test
	void anotherNumberOfShardsIsRefused() {
		start("one");
		assertThatThrownBy(() -> start("two", "phoenix.channels.fleet.shards=32")).rootCause()
			.isInstanceOf(ShardCountException.class)
			.hasMessage("The fleet 'test' has 16 shards, but this instance is configured with 32");
	}

	@Test
	void memberStopsAndStartsAgain() {
		FleetInstance one = start("one");
		FleetInstance two = start("two");
		awaitCalm(one, two);
		SpringPhoenixFleet fleet = two.context().getBean(SpringPhoenixFleet.class);
		fleet.stop();
		assertThat(two.shards()).isEmpty();
		awaitCalm(one);
		fleet.start();
		awaitCalm(one, two);
		this.server.emitOnAll();
		assertHandledOnce();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Sets the pace of a sender; nothing that is asserted depends on it.
	 */
	private static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static class Listener {

		private final FleetInstance instance;

		Listener(FleetInstance instance) {
			this.instance = instance;
		}

		@PhoenixListener(topic = "events:*", event = "event")
		void onEvent(PhoenixMessage message) {
			this.instance.handle(message);
		}

	}

}
