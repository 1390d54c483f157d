package io.phoenixchannels.integration;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessagingException;

/**
 * What became of a push, for threads that wait for it.
 */
final class FutureResult {

	private FutureResult() {
	}

	/**
	 * Waits, for no longer than the push timeout, which every push has.
	 */
	static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw (cause(ex) instanceof RuntimeException runtime) ? runtime
					: new MessagingException("The push failed", cause(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("Interrupted while waiting for a push; its outcome is unknown", ex);
		}
	}

	/**
	 * The failure itself, out of what futures wrap it in.
	 */
	static Throwable cause(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
		return (wrapped && cause != null) ? cause(cause) : failure;
	}

}
