package io.phoenixchannels.listener;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.phoenixchannels.listener.argument.ListenerInvocation;

/**
 * A listener that is not finished when it returns.
 */
record AsyncHandler(Function<ListenerInvocation, CompletionStage<?>> begin) implements ListenerHandler {

	@Override
	public void handle(ListenerInvocation invocation) {
		throw new IllegalStateException("Not called for messages");
	}

	@Override
	public CompletionStage<?> handleAsync(ListenerInvocation invocation) {
		return this.begin.apply(invocation);
	}

}
