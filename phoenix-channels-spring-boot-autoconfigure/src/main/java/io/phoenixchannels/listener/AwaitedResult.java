package io.phoenixchannels.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Waits, without a thread, for a value that comes later. Null is the end already.
 *
 * @param stage turns what the method returned, which is not null, into a stage
 * @param then takes the value, on the thread that it comes on
 */
public record AwaitedResult(Function<Object, CompletionStage<?>> stage, ListenerResult then) implements ListenerResult {

	@Override
	public @Nullable CompletionStage<?> take(@Nullable Object value, ListenerInvocation invocation) {
		if (value == null) {
			return null;
		}
		CompletionStage<?> stage = this.stage.apply(value);
		return (this.then == NONE) ? stage : stage.thenCompose((result) -> takeNow(result, invocation));
	}

	private CompletionStage<?> takeNow(@Nullable Object result, ListenerInvocation invocation) {
		CompletionStage<?> taken = this.then.take(result, invocation);
		return (taken != null) ? taken : CompletableFuture.completedFuture(null);
	}

}
