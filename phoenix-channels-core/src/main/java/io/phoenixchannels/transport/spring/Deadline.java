package io.phoenixchannels.transport.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * At most one task that is waiting for its time. The waiting is done by the JDK's own
 * timer, and takes no thread.
 */
final class Deadline {

	private final Executor executor;

	private final AtomicReference<@Nullable CompletableFuture<?>> pending = new AtomicReference<>();

	Deadline(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Runs a task on the executor after the delay, in place of the one that is waiting.
	 */
	void arm(Duration delay, Runnable task) {
		CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
		replace(timer);
		timer.completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS).thenRun(() -> run(task));
	}

	void cancel() {
		replace(null);
	}

	/**
	 * Runs a task on the executor. If that has been shut down the task still runs:
	 * otherwise nobody would ever hear of the connection's end, or free its socket.
	 */
	void run(Runnable task) {
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			CompletableFuture.runAsync(task);
		}
	}

	private void replace(@Nullable CompletableFuture<?> timer) {
		CompletableFuture<?> before = this.pending.getAndSet(timer);
		if (before != null) {
			before.cancel(false);
		}
	}

}
