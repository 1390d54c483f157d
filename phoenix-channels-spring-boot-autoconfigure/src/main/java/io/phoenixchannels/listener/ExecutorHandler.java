package io.phoenixchannels.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener on an executor of its own. Its topic waits for the end, so that the
 * order is kept.
 */
final class ExecutorHandler implements ListenerHandler {

	private final ListenerHandler handler;

	private final Executor executor;

	ExecutorHandler(ListenerHandler handler, Executor executor) {
		this.handler = handler;
		this.executor = executor;
	}

	@Override
	public void handle(ListenerInvocation invocation) throws Exception {
		this.handler.handle(invocation);
	}

	@Override
	public CompletionStage<?> handleAsync(ListenerInvocation invocation) {
		CompletableFuture<@Nullable Object> handled = new CompletableFuture<>();
		this.executor.execute(() -> call(invocation, handled));
		return handled;
	}

	private void call(ListenerInvocation invocation, CompletableFuture<@Nullable Object> handled) {
		try {
			CompletionStage<?> stage = this.handler.handleAsync(invocation);
			if (stage == null) {
				handled.complete(null);
				return;
			}
			stage.whenComplete((value, failure) -> {
				if (failure != null) {
					handled.completeExceptionally(failure);
				}
				else {
					handled.complete(null);
				}
			});
		}
		catch (Throwable ex) {
			handled.completeExceptionally(ex);
		}
	}

}
