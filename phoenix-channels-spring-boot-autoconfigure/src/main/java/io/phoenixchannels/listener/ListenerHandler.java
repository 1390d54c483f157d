package io.phoenixchannels.listener;

import io.phoenixchannels.listener.argument.ListenerInvocation;

/**
 * What a listener does with a message, or whatever else it hears. Called on the client's
 * callback executor, one message of a topic at a time, but for several topics at once.
 */
@FunctionalInterface
public interface ListenerHandler {

	/**
	 * Handles one message.
	 * @throws Exception goes to the {@link PhoenixListenerErrorHandler} of a listener of
	 * messages, and is logged and counted otherwise
	 */
	void handle(ListenerInvocation invocation) throws Exception;

}
