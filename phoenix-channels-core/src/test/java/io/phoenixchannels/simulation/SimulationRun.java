package io.phoenixchannels.simulation;

import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

/**
 * Runs one seed, for those who share no class of the project with it.
 */
public final class SimulationRun implements LongFunction<@Nullable String> {

	@Override
	public @Nullable String apply(long seed) {
		try {
			return new Simulation(seed, 0).run();
		}
		catch (RuntimeException ex) {
			return "the client, or the world, throws " + ex;
		}
	}

}
