package io.phoenixchannels.listener;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the value as the payload of an event, on the topic of the message, without
 * asking for a reply. Null and an empty {@link Optional} push nothing.
 *
 * @param event of the push
 */
public record PushedResult(String event) implements ListenerResult {

	@Override
	public @Nullable CompletionStage<?> take(@Nullable Object value, ListenerInvocation invocation) {
		Object payload = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		if (payload == null) {
			return null;
		}
		try {
			return invocation.channel().send(this.event, payload).exceptionally((failure) -> {
				throw failed(invocation, failure);
			});
		}
		catch (RuntimeException ex) {
			throw failed(invocation, ex);
		}
	}

	private ListenerPushException failed(ListenerInvocation invocation, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return new ListenerPushException(invocation.topic(), this.event, cause);
	}

}
