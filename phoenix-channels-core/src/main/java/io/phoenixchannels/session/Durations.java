package io.phoenixchannels.session;

import java.time.Duration;
import java.util.List;

/**
 * The checks that policies share.
 */
final class Durations {

	private Durations() {
	}

	static void requirePositive(Duration duration, String what) {
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException("The " + what + " must be positive, but is " + duration);
		}
	}

	static void requireNotNegative(Duration duration, String what) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("The " + what + " must not be negative, but is " + duration);
		}
	}

	static List<Duration> requireDelays(List<Duration> delays, String what) {
		if (delays.isEmpty()) {
			throw new IllegalArgumentException("There must be at least one " + what);
		}
		delays.forEach((delay) -> requireNotNegative(delay, what));
		return List.copyOf(delays);
	}

	static void requireFraction(double fraction, String what) {
		if (!(fraction >= 0 && fraction <= 1)) {
			throw new IllegalArgumentException("The " + what + " must be from 0 to 1, but is " + fraction);
		}
	}

	static void requireAtLeast(int minimum, int number, String what) {
		if (number < minimum) {
			throw new IllegalArgumentException("The " + what + " must be at least " + minimum + ", but is " + number);
		}
	}

	/**
	 * The delay for the n-th try in a row, the first being 1; the last delay repeats.
	 */
	static Duration delay(List<Duration> delays, int attempt) {
		return delays.get(Math.min(attempt, delays.size()) - 1);
	}

	/**
	 * For people: {@code 250 ms}, {@code 10 s}.
	 */
	static String text(Duration duration) {
		long millis = duration.toMillis();
		return (millis % 1000 == 0) ? millis / 1000 + " s" : millis + " ms";
	}

}
