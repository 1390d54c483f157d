package io.phoenixchannels.listener;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Handles each event with a handler of its own, so that a listener can be made of
 * several.
 */
public final class EventHandlers implements ListenerHandler {

	private final Map<String, ListenerHandler> byEvent;

	private final @Nullable ListenerHandler byDefault;

	/**
	 * Puts handlers together.
	 * @param byDefault handles all other events; null to ignore them
	 */
	public EventHandlers(Map<String, ListenerHandler> byEvent, @Nullable ListenerHandler byDefault) {
		this.byEvent = Map.copyOf(byEvent);
		this.byDefault = byDefault;
	}

	private @Nullable ListenerHandler of(ListenerInvocation invocation) {
		ListenerHandler handler = this.byEvent.get(invocation.message().event());
		return (handler != null) ? handler : this.byDefault;
	}

	@Override
	public void handle(ListenerInvocation invocation) throws Exception {
		ListenerHandler handler = of(invocation);
		if (handler != null) {
			handler.handle(invocation);
		}
	}

	@Override
	public @Nullable CompletionStage<?> handleAsync(ListenerInvocation invocation) throws Exception {
		ListenerHandler handler = of(invocation);
		return (handler != null) ? handler.handleAsync(invocation) : null;
	}

}
