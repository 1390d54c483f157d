package io.phoenixchannels.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chance that a seed decides (SplitMix64), with an algorithm of its own, so that a seed
 * means the same on every JDK.
 */
final class Chance implements RandomGenerator {

	private static final long GAMMA = 0x9E3779B97F4A7C15L;

	private long state;

	Chance(long seed) {
		this.state = seed * 0xD1342543DE82EF95L + GAMMA;
	}

	@Override
	public long nextLong() {
		this.state += GAMMA;
		long mixed = this.state;
		mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

	@Override
	public double nextDouble() {
		return (nextLong() >>> 11) * 0x1.0p-53;
	}

	/**
	 * Something else that depends on this, but from now on not on how often this is used.
	 */
	Chance fork() {
		return new Chance(nextLong());
	}

	/**
	 * A number from 0 on.
	 */
	int below(int bound) {
		return (int) ((nextLong() >>> 33) % bound);
	}

	/**
	 * A number between two, both included.
	 */
	int between(int min, int max) {
		return min + below(max - min + 1);
	}

	boolean oneIn(int times) {
		return below(times) == 0;
	}

	<T> T pick(List<T> from) {
		return from.get(below(from.size()));
	}

	@SafeVarargs
	final <T> T of(T... from) {
		return from[below(from.length)];
	}

}
