package io.phoenixchannels.benchmarks.workload;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what happens on any threads, and lets one wait for it.
 */
final class Tally {

	private final AtomicLong count = new AtomicLong();

	private volatile long target = -1;

	private volatile CountDownLatch reached = new CountDownLatch(1);

	/**
	 * Starts at zero. Nothing may be happening at the moment.
	 */
	void expect(long target) {
		this.reached = new CountDownLatch(1);
		this.count.set(0);
		this.target = target;
	}

	void hit() {
		if (this.count.incrementAndGet() == this.target) {
			this.reached.countDown();
		}
	}

	void await() throws InterruptedException {
		this.reached.await();
	}

	/**
	 * Waits for so long at most.
	 */
	void await(Duration patience) throws InterruptedException {
		if (!this.reached.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
			Row.fact("gave-up", "after " + patience.toSeconds() + " s, at " + this.count + " of " + this.target);
		}
	}

}
