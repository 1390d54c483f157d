package io.phoenixchannels.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * What waits for time to pass, without a thread.
 */
final class Delays {

	private final SessionLoop loop;

	private final Executor executor;

	private final Set<CompletableFuture<@Nullable Void>> waiting = ConcurrentHashMap.newKeySet();

	private volatile boolean cancelled;

	Delays(SessionLoop loop, Executor executor) {
		this.loop = loop;
		this.executor = executor;
	}

	/**
	 * Begins a delay.
	 * @return completes on the executor, or is cancelled by {@link #cancel()}
	 */
	CompletableFuture<@Nullable Void> begin(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("A delay must not be negative, but is " + duration);
		}
		CompletableFuture<@Nullable Void> delay = new CompletableFuture<>();
		this.waiting.add(delay);
		delay.whenComplete((nothing, failure) -> this.waiting.remove(delay));
		if (this.cancelled) {
			delay.cancel(false);
		}
		else {
			this.loop.runAt(this.loop.now().plus(duration), () -> complete(delay));
		}
		return delay;
	}

	private void complete(CompletableFuture<@Nullable Void> delay) {
		try {
			this.executor.execute(() -> delay.complete(null));
		}
		catch (RejectedExecutionException ex) {
			delay.cancel(false);
		}
	}

	/**
	 * Ends all delays, those to come included.
	 */
	void cancel() {
		this.cancelled = true;
		this.waiting.forEach((delay) -> delay.cancel(false));
	}

}
