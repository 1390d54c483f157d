package io.phoenixchannels.fleet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * For how long a shard is owned. It counts from before the engine was asked, so that it
 * ends here before it ends there, and once it has lapsed it never comes back: what was
 * refused after it must not be passed over by a later renewal. To be used by any thread.
 */
public final class Lease {

	private static final long LAPSED = Long.MIN_VALUE;

	private final FleetClock clock;

	private final AtomicLong until;

	private volatile long untilMillis;

	private volatile long renewed;

	private volatile Runnable whenRefused = () -> {
	};

	/**
	 * Begins a lease.
	 * @param askedAt when the engine was asked for it
	 */
	Lease(FleetClock clock, Instants askedAt, Duration duration) {
		this.clock = clock;
		this.renewed = askedAt.nanos();
		this.untilMillis = askedAt.millis() + duration.toMillis();
		this.until = new AtomicLong(askedAt.nanos() + duration.toNanos());
	}

	/**
	 * Prolongs it.
	 * @param askedAt when the engine was asked for it
	 * @return false if it has lapsed
	 */
	boolean renew(Instants askedAt, Duration duration) {
		if (!isValid()) {
			return false;
		}
		long before = this.until.get();
		this.untilMillis = askedAt.millis() + duration.toMillis();
		this.renewed = askedAt.nanos();
		return before != LAPSED && this.until.compareAndSet(before, askedAt.nanos() + duration.toNanos());
	}

	/**
	 * Ends it now.
	 */
	void end() {
		this.until.set(LAPSED);
	}

	/**
	 * Whether it goes on. If not, it has lapsed for good with this very answer.
	 */
	public boolean isValid() {
		while (true) {
			long until = this.until.get();
			if (until == LAPSED) {
				return false;
			}
			if (this.clock.nanos() - until < 0 && this.clock.millis() < this.untilMillis) {
				return true;
			}
			if (this.until.compareAndSet(until, LAPSED)) {
				return false;
			}
		}
	}

	/**
	 * Whether a message may be handled.
	 */
	public boolean admits() {
		if (isValid()) {
			return true;
		}
		this.whenRefused.run();
		return false;
	}

	/**
	 * Sets what is run whenever a message is not admitted, on the thread that asked.
	 */
	public void whenRefused(Runnable whenRefused) {
		this.whenRefused = whenRefused;
	}

	/**
	 * How long ago it began, or was renewed.
	 */
	public Duration age() {
		return Duration.ofNanos(this.clock.nanos() - this.renewed);
	}

	/**
	 * One moment by both clocks.
	 */
	record Instants(long nanos, long millis) {

		static Instants of(FleetClock clock) {
			return new Instants(clock.nanos(), clock.millis());
		}

	}

}
