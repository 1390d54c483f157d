package io.phoenixchannels.listener;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of listeners that are under way, so that a stop can wait for them.
 */
final class RunningCalls {

	private final AtomicInteger count = new AtomicInteger();

	private volatile @Nullable CompletableFuture<Integer> idle;

	void begin() {
		this.count.incrementAndGet();
	}

	void end() {
		if (this.count.decrementAndGet() == 0) {
			CompletableFuture<Integer> waiting = this.idle;
			if (waiting != null) {
				waiting.complete(0);
			}
		}
	}

	/**
	 * Waits until no call is under way.
	 * @return completes with 0, or when the timeout is over, with the number of calls
	 * that go on
	 */
	CompletableFuture<Integer> whenIdle(Duration timeout) {
		CompletableFuture<Integer> waiting = new CompletableFuture<>();
		this.idle = waiting;
		if (this.count.get() == 0) {
			waiting.complete(0);
		}
		return waiting.completeOnTimeout(-1, timeout.toMillis(), TimeUnit.MILLISECONDS)
			.thenApply((left) -> (left < 0) ? this.count.get() : left);
	}

}
