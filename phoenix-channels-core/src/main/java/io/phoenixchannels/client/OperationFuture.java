package io.phoenixchannels.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.phoenixchannels.session.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The future of an operation of the session. The callback executor completes it, and runs
 * what depends on it. That executor may have no thread left, since all of them may be
 * waiting for just this: then a thread that waits completes it by itself, as soon as the
 * outcome is known. The same goes for what was made of it by {@code thenApply} and its
 * like.
 *
 * @param <T> what it is completed with
 */
final class OperationFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	/**
	 * How long an outcome waits for the callback executor at least. A thread that waits
	 * looks so often.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(50);

	private volatile @Nullable Resolution resolution;

	/**
	 * Gives what the session is to be asked with.
	 * @param whenResolved completes this future
	 */
	Resolution resolvedBy(Consumer<Outcome> whenResolved) {
		Resolution resolution = new Resolution(whenResolved);
		this.resolution = resolution;
		return resolution;
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		OperationFuture<U> dependent = new OperationFuture<>();
		dependent.resolution = this.resolution;
		return dependent;
	}

	@Override
	public T join() {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					await(Long.MAX_VALUE);
					return super.join();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		await(Long.MAX_VALUE);
		return super.get();
	}

	@Override
	public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		await(unit.toNanos(timeout));
		return super.get(0, unit);
	}

	/**
	 * Waits until this is complete, or the time is over.
	 */
	private void await(long nanos) throws InterruptedException {
		long start = System.nanoTime();
		Resolution overdue = null;
		for (long left = nanos; left > 0 && !isDone(); left = nanos - (System.nanoTime() - start)) {
			if (overdue != null) {
				overdue.run();
			}
			Resolution resolution = this.resolution;
			overdue = (resolution != null && resolution.isWaiting()) ? resolution : null;
			awaitOnce(Math.min(left, PATIENCE.toNanos()));
		}
	}

	private void awaitOnce(long nanos) throws InterruptedException {
		try {
			super.get(nanos, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException | CancellationException ex) {
			// Whoever waits looks for themselves.
		}
	}

}
