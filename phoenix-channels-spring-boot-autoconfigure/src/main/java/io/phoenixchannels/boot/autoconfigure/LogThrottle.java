package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Lets something that repeats be logged the first time, and then at intervals that double
 * up to a maximum. Not for use by several threads at once.
 */
final class LogThrottle {

	private final Duration first;

	private final Duration max;

	private @Nullable Instant next;

	private Duration interval;

	private long held;

	LogThrottle(Duration first, Duration max) {
		this.first = first;
		this.max = max;
		this.interval = first;
	}

	/**
	 * Whether it is time to log.
	 */
	boolean isDue(Instant now) {
		if (this.next != null && now.isBefore(this.next)) {
			this.held++;
			return false;
		}
		if (this.next != null) {
			Duration doubled = this.interval.multipliedBy(2);
			this.interval = (doubled.compareTo(this.max) < 0) ? doubled : this.max;
		}
		this.next = now.plus(this.interval);
		return true;
	}

	/**
	 * How often it was not logged since this was asked last.
	 */
	long takeHeld() {
		long taken = this.held;
		this.held = 0;
		return taken;
	}

	/**
	 * Starts anew: the next time is logged.
	 */
	void reset() {
		this.next = null;
		this.interval = this.first;
		this.held = 0;
	}

}
