package io.phoenixchannels.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.phoenixchannels.fleet.SimulatedFleet.Instance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fleet on virtual time. That no shard ever has two owners is checked by
 * {@link SimulatedFleet} at every move.
 */
class FleetSimulationTests {

	private static final Duration LEASE = Duration.ofSeconds(10);

	private static final Duration REBALANCE = Duration.ofMillis(500);

	private static final int SHARDS = 1024;

	private static final int TOPICS = 100_000;

	private final FleetPolicy policy = new FleetPolicy("simulated", SHARDS, LEASE, REBALANCE);

	@Test
	void hundredInstancesOwnHundredThousandTopicsOnce() {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, 1);
		fleet.start(100);
		fleet.pass(Duration.ofSeconds(5));
		assertCalm(fleet);
		Shards shards = new Shards(SHARDS);
		int[] topics = new int[SHARDS];
		for (int topic = 0; topic < TOPICS; topic++) {
			int shard = shards.of("room:" + topic);
			topics[shard]++;
			assertThat(fleet.owners(shard)).hasSize(1);
		}
		IntSummaryStatistics perInstance = fleet.running()
			.stream()
			.mapToInt((instance) -> instance.shards().stream().mapToInt((shard) -> topics[shard]).sum())
			.summaryStatistics();
		assertThat(perInstance.getMin()).isGreaterThan(TOPICS / 100 / 2);
		assertThat(perInstance.getMax()).isLessThan(TOPICS / 100 * 2);
		assertThat(Arrays.stream(topics).sum()).isEqualTo(TOPICS);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void hundredInstancesSurviveKillsStopsPausesAndLostDatabases(long seed) {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, seed);
		Random random = fleet.random();
		fleet.start(100);
		fleet.pass(Duration.ofSeconds(5));
		for (int fault = 0; fault < 60; fault++) {
			List<Instance> running = fleet.running();
			Instance victim = running.get(random.nextInt(running.size()));
			switch (random.nextInt(5)) {
				case 0 -> victim.kill();
				case 1 -> victim.stop();
				case 2 -> victim.pause(Duration.ofMillis(random.nextInt(30_000)));
				case 3 -> victim.reach(false);
				default -> fleet.start();
			}
			fleet.pass(Duration.ofMillis(random.nextInt(3000)));
		}
		fleet.running().forEach((instance) -> instance.reach(true));
		fleet.pass(Duration.ofSeconds(60));
		assertCalm(fleet);
	}

	@Test
	void killedOwnersAreReplacedWithinLeaseAndOneSecond() {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, 7);
		fleet.start(100);
		fleet.pass(Duration.ofSeconds(30));
		fleet.takeLongestOrphaned();
		for (int kill = 0; kill < 20; kill++) {
			List<Instance> running = fleet.running();
			running.get(fleet.random().nextInt(running.size())).kill();
			fleet.pass(Duration.ofSeconds(12));
			assertCalm(fleet);
		}
		Duration longest = fleet.takeLongestOrphaned();
		assertThat(longest).isBetween(LEASE.multipliedBy(2).dividedBy(3).minus(REBALANCE), LEASE.plusSeconds(1));
	}

	@Test
	void whenHalfOfThemDieAtOnceTheOthersTakeOverAsQuickly() {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, 8);
		List<Instance> instances = fleet.start(100);
		fleet.pass(Duration.ofSeconds(30));
		fleet.takeLongestOrphaned();
		instances.subList(25, 75).forEach(Instance::kill);
		fleet.pass(Duration.ofSeconds(30));
		assertCalm(fleet);
		assertThat(fleet.takeLongestOrphaned()).isLessThan(LEASE.plusSeconds(1));
	}

	@Test
	void pausedOwnerKeepsNothingWhenItWakes() {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, 9);
		List<Instance> instances = fleet.start(3);
		fleet.pass(Duration.ofSeconds(5));
		Instance paused = instances.get(1);
		Set<Integer> before = new HashSet<>(paused.shards());
		paused.pause(Duration.ofSeconds(20));
		fleet.pass(Duration.ofSeconds(19));
		assertThat(paused.shards()).isEmpty();
		assertThat(before).allMatch((shard) -> fleet.owners(shard).size() == 1);
		fleet.pass(Duration.ofSeconds(10));
		assertThat(paused.numbers().lost()).isEqualTo(before.size());
		assertCalm(fleet);
	}

	@Test
	void whoLosesTheDatabaseKeepsItsShardsUntilTheLeaseEnds() {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, 10);
		Instance alone = fleet.start();
		fleet.pass(Duration.ofSeconds(5));
		alone.reach(false);
		fleet.pass(Duration.ofSeconds(5));
		assertThat(alone.shards()).hasSize(SHARDS);
		fleet.pass(Duration.ofSeconds(5));
		assertThat(alone.shards()).isEmpty();
		alone.reach(true);
		fleet.pass(Duration.ofSeconds(2));
		assertThat(alone.shards()).hasSize(SHARDS);
	}

	@Test
	void oneMoreOrLessMovesHardlyMoreThanMust() {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, 11);
		List<Instance> instances = fleet.start(10);
		fleet.pass(Duration.ofSeconds(30));
		assertCalm(fleet);
		int share = SHARDS / 11;
		long before = fleet.taken();
		fleet.start();
		fleet.pass(Duration.ofSeconds(30));
		assertCalm(fleet);
		assertThat(fleet.taken() - before).isBetween((long) share, share + 1L);
		before = fleet.taken();
		instances.get(4).stop();
		fleet.pass(Duration.ofSeconds(30));
		assertCalm(fleet);
		assertThat(fleet.taken() - before).isBetween((long) share, share + 2L);
	}

	@Test
	void inCalmTheEngineIsCalledForRenewalsAndLittleElse() {
		SimulatedFleet fleet = new SimulatedFleet(this.policy, 12);
		fleet.start(100);
		fleet.pass(Duration.ofSeconds(60));
		long before = fleet.calls();
		fleet.pass(Duration.ofSeconds(60));
		double perSecond = (fleet.calls() - before) / 60.0;
		// A renewal of each lock three times a lease, and two calls per instance and
		// round.
		double renewals = (SHARDS + 100) * 3.0 / LEASE.toSeconds();
		double rounds = 100 * 2.0 / 0.5;
		assertThat(perSecond).isBetween((renewals + rounds) * 0.9, (renewals + rounds) * 1.1);
	}

	@Test
	void thousandInstancesOwnMillionTopics() {
		FleetPolicy large = new FleetPolicy("large", 8192, Duration.ofSeconds(30), Duration.ofSeconds(5));
		SimulatedFleet fleet = new SimulatedFleet(large, 13);
		List<Instance> instances = fleet.start(1000);
		fleet.pass(Duration.ofSeconds(60));
		assertCalm(fleet, 8192);
		int[] topics = new int[8192];
		Shards shards = new Shards(8192);
		IntStream.range(0, 1_000_000).forEach((topic) -> topics[shards.of("device:" + topic)]++);
		assertThat(Arrays.stream(topics).summaryStatistics().getMax()).isLessThan(2 * 1_000_000 / 8192);
		long calls = fleet.calls();
		fleet.pass(Duration.ofSeconds(60));
		// Renewals, and two calls per instance and round
		assertThat((fleet.calls() - calls) / 60.0).isBetween(0.95 * (919 + 400), 1.05 * (919 + 400));
		fleet.takeLongestOrphaned();
		long before = fleet.taken();
		List<Instance> victims = new ArrayList<>(instances.subList(100, 103));
		victims.forEach(Instance::kill);
		fleet.pass(Duration.ofSeconds(60));
		assertCalm(fleet, 8192);
		assertThat(fleet.takeLongestOrphaned()).isLessThan(Duration.ofSeconds(30 + 2 * 5));
		assertThat(fleet.taken() - before).isLessThan(3 * 3 * 9);
	}

	private static void assertCalm(SimulatedFleet fleet) {
		assertCalm(fleet, SHARDS);
	}

	private static void assertCalm(SimulatedFleet fleet, int shards) {
		for (int shard = 0; shard < shards; shard++) {
			assertThat(fleet.owners(shard)).as("owners of shard %d", shard).hasSize(1);
		}
		int members = fleet.running().size();
		for (Instance instance : fleet.running()) {
			assertThat(instance.shards().size()).as("shards of %s", instance)
				.isBetween(shards / members, (shards + members - 1) / members);
		}
	}

}
