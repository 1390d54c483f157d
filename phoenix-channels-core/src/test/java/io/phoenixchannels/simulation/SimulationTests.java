package io.phoenixchannels.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * The client in a world where everything goes wrong. How many worlds is set by
 * {@code -Dsimulation.seeds}; {@code -Dsimulation.seed} replays one, and prints its whole
 * history.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SimulationTests {

	/**
	 * Fewer see not everything.
	 */
	private static final int ENOUGH = 1000;

	private static final long SEEDS = Long.getLong("simulation.seeds", ENOUGH);

	private static final long FROM = Long.getLong("simulation.from", 0);

	private static final @Nullable Long SEED = Long.getLong("simulation.seed");

	@BeforeEach
	void handlersFailInSilence() {
		QuietLog.ofFailingHandlers();
	}

	@Test
	void whateverHappensTheClientKeepsItsPromises() throws Exception {
		if (SEED != null) {
			replay(SEED);
			return;
		}
		Set<Seen> seen = ConcurrentHashMap.newKeySet();
		Set<Long> failed = new ConcurrentSkipListSet<>();
		AtomicLong next = new AtomicLong(FROM);
		Processors.all(() -> {
			for (long seed = next.getAndIncrement(); seed < FROM + SEEDS
					&& failed.isEmpty(); seed = next.getAndIncrement()) {
				Simulation simulation = new Simulation(seed, 0);
				if (outcome(simulation) != null) {
					failed.add(seed);
				}
				seen.addAll(simulation.seen().keySet());
			}
		});
		failed.stream().findFirst().ifPresent(SimulationTests::failed);
		if (SEEDS >= ENOUGH) {
			Set<Seen> unseen = EnumSet.allOf(Seen.class);
			unseen.removeAll(seen);
			assertThat(unseen).as("what no seed saw").isEmpty();
		}
	}

	private static @Nullable String outcome(Simulation simulation) {
		try {
			return simulation.run();
		}
		catch (RuntimeException ex) {
			simulation.world().violated("the client, or the world, throws %s", ex);
			return ex.toString();
		}
	}

	private static void failed(long seed) {
		Simulation again = new Simulation(seed, World.shortTrace());
		String violation = outcome(again);
		fail("""
				Seed %s: %s

				The last that happened:
				%s

				Replay it, with its whole history:
				mvn -pl phoenix-channels-core -am test -Dtest=SimulationTests -Dsurefire.failIfNoSpecifiedTests=false \
				-Dsimulation.seed=%s
				""".formatted(seed, violation, again.world().history(), seed));
	}

	private static void replay(long seed) {
		Simulation simulation = new Simulation(seed, Integer.MAX_VALUE);
		String violation = outcome(simulation);
		System.out.println(simulation.world().history());
		assertThat(violation).as("Seed %s", seed).isNull();
	}

	@Test
	void aSeedDecidesEverything() {
		for (long seed = 0; seed < 20; seed++) {
			Simulation first = new Simulation(seed, Integer.MAX_VALUE);
			Simulation second = new Simulation(seed, Integer.MAX_VALUE);
			outcome(first);
			outcome(second);
			assertThat(first.world().history()).isNotEmpty().isEqualTo(second.world().history());
		}
	}

}
