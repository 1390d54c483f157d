package io.phoenixchannels.client;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.phoenixchannels.session.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The future of an operation of the session. A thread that waits for it completes it by
 * itself, as soon as the outcome is known, and runs what depends on it; if none waits,
 * the callback executor does. So nobody waits in vain where that executor has no thread
 * left, as all of them wait for just this. The same goes for what was made of it by
 * {@code thenApply} and its like.
 *
 * @param <T> what it is completed with
 */
final class OperationFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	/**
	 * Where several threads wait for the same, only one is woken by the outcome. It may
	 * leave before: therefore the others look so often.
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
	public boolean complete(T value) {
		return wake(super.complete(value));
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		return wake(super.completeExceptionally(failure));
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return wake(super.cancel(mayInterruptIfRunning));
	}

	/**
	 * Whoever waits for the outcome may have been waiting for this.
	 */
	private boolean wake(boolean result) {
		Resolution resolution = this.resolution;
		if (resolution != null) {
			resolution.wake();
		}
		return result;
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
		Awaiting awaiting = new Awaiting(nanos);
		while (!isDone() && awaiting.left() > 0) {
			Resolution resolution = this.resolution;
			if (resolution == null) {
				awaitOnce(awaiting.left());
			}
			else if (resolution.isKnown()) {
				resolution.run();
				// If somebody else has begun to hand it over, there is nothing to help
				// with.
				awaitOnce(awaiting.left());
			}
			else if (!resolution.await(awaiting)) {
				awaitOnce(Math.min(awaiting.left(), PATIENCE.toNanos()));
			}
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

	/**
	 * Waits for the outcome, or for this to be completed without it.
	 */
	private final class Awaiting implements ForkJoinPool.ManagedBlocker {

		private final long start = System.nanoTime();

		private final long nanos;

		Awaiting(long nanos) {
			this.nanos = nanos;
		}

		long left() {
			return this.nanos - (System.nanoTime() - this.start);
		}

		@Override
		public boolean isReleasable() {
			Resolution resolution = OperationFuture.this.resolution;
			return isDone() || resolution == null || resolution.isKnown() || left() <= 0;
		}

		@Override
		public boolean block() throws InterruptedException {
			while (!isReleasable()) {
				LockSupport.parkNanos(OperationFuture.this, left());
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
			}
			return true;
		}

	}

}
