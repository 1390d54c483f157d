package io.phoenixchannels.push;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * How the caller of a push method gets what was asked for.
 */
@FunctionalInterface
interface PushDelivery {

	/**
	 * As it is: the calling thread waits.
	 */
	PushDelivery AWAITED = (push) -> await(push.get());

	/**
	 * As a future.
	 */
	PushDelivery FUTURE = Supplier::get;

	/**
	 * Pushes, now or later.
	 * @return what the method returns
	 */
	@Nullable Object deliver(Supplier<CompletableFuture<?>> push) throws Throwable;

	private static @Nullable Object await(CompletableFuture<?> future) throws Throwable {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			CancellationException cancelled = new CancellationException(
					"The thread was interrupted while it waited for a push, which may have been sent");
			cancelled.initCause(ex);
			throw cancelled;
		}
	}

}
