package io.phoenixchannels.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.phoenixchannels.client.PayloadConversionException;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Calls a listener again that failed, as a policy says. Between two calls its topic
 * waits, and no thread. What would fail in the same way again is not tried again.
 */
final class RetryingHandler implements ListenerHandler {

	private static final Set<Class<? extends Throwable>> HOPELESS = Set.of(PayloadConversionException.class,
			MethodArgumentResolutionException.class, MessageConversionException.class, ConversionException.class,
			InterruptedException.class, Error.class);

	private final ListenerHandler handler;

	private final RetryPolicy policy;

	private final Set<CompletableFuture<?>> delays = ConcurrentHashMap.newKeySet();

	private volatile boolean givenUp;

	RetryingHandler(ListenerHandler handler, RetryPolicy policy) {
		this.handler = handler;
		this.policy = policy;
	}

	/**
	 * Lets what waits for its next attempt fail now, and whatever fails later at once.
	 * Never call it under a lock.
	 */
	void giveUp() {
		this.givenUp = true;
		this.delays.forEach((delay) -> delay.cancel(false));
	}

	@Override
	public void handle(ListenerInvocation invocation) throws Exception {
		this.handler.handle(invocation);
	}

	@Override
	public @Nullable CompletionStage<?> handleAsync(ListenerInvocation invocation) throws Exception {
		Instant started = this.policy.getTimeout().isZero() ? null : invocation.client().now();
		CompletionStage<?> stage;
		try {
			stage = this.handler.handleAsync(invocation);
		}
		catch (Throwable ex) {
			if (isHopeless(ex)) {
				throw ex;
			}
			return new Attempts(invocation, started).afterFailure(ex);
		}
		return (stage != null) ? new Attempts(invocation, started).after(stage) : null;
	}

	private boolean isHopeless(Throwable failure) {
		return this.givenUp || HOPELESS.stream().anyMatch((type) -> type.isInstance(failure))
				|| !this.policy.shouldRetry(failure);
	}

	/**
	 * The attempts of one call.
	 */
	private final class Attempts {

		private final ListenerInvocation invocation;

		private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

		private final @Nullable Instant started;

		private @Nullable BackOffExecution backOff;

		/**
		 * Begins after a first attempt.
		 * @param started when it was made, if the policy has a timeout
		 */
		private Attempts(ListenerInvocation invocation, @Nullable Instant started) {
			this.invocation = invocation;
			this.started = started;
		}

		CompletionStage<?> after(CompletionStage<?> stage) {
			stage.whenComplete(this::ended);
			return this.result;
		}

		CompletionStage<?> afterFailure(Throwable failure) {
			failed(failure);
			return this.result;
		}

		private void ended(@Nullable Object value, @Nullable Throwable failure) {
			if (failure == null) {
				this.result.complete(null);
			}
			else {
				failed((failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
						: failure);
			}
		}

		private void failed(Throwable failure) {
			try {
				long millis = isHopeless(failure) ? BackOffExecution.STOP : nextDelay();
				if (millis == BackOffExecution.STOP || isTooLate(millis)) {
					this.result.completeExceptionally(failure);
				}
				else {
					wait(Duration.ofMillis(millis), failure);
				}
			}
			catch (RuntimeException | Error ex) {
				ex.addSuppressed(failure);
				this.result.completeExceptionally(ex);
			}
		}

		private long nextDelay() {
			BackOffExecution backOff = this.backOff;
			if (backOff == null) {
				backOff = RetryingHandler.this.policy.getBackOff().start();
				this.backOff = backOff;
			}
			return backOff.nextBackOff();
		}

		private boolean isTooLate(long delay) {
			return this.started != null
					&& Duration.between(this.started, this.invocation.client().now().plusMillis(delay))
						.compareTo(RetryingHandler.this.policy.getTimeout()) >= 0;
		}

		private void wait(Duration duration, Throwable failure) {
			CompletableFuture<?> delay = this.invocation.client().delay(duration);
			RetryingHandler.this.delays.add(delay);
			if (RetryingHandler.this.givenUp) {
				delay.cancel(false);
			}
			delay.whenComplete((nothing, cancelled) -> {
				RetryingHandler.this.delays.remove(delay);
				if (cancelled != null) {
					this.result.completeExceptionally(failure);
				}
				else {
					again();
				}
			});
		}

		private void again() {
			try {
				CompletionStage<?> stage = RetryingHandler.this.handler.handleAsync(this.invocation);
				if (stage == null) {
					this.result.complete(null);
				}
				else {
					stage.whenComplete(this::ended);
				}
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}

	}

}
