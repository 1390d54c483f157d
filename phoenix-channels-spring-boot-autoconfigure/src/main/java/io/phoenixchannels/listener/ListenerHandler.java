package io.phoenixchannels.listener;

import java.util.concurrent.CompletionStage;

import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

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

	/**
	 * Begins to handle one message. Called in place of {@link #handle} for listeners of
	 * messages; overridden by what can go on without a thread.
	 * @return completes, on any thread, when the message is handled: the next message of
	 * the topic waits for it; null if it is handled already
	 * @throws Exception as {@link #handle} does; a stage that fails is treated the same
	 */
	default @Nullable CompletionStage<?> handleAsync(ListenerInvocation invocation) throws Exception {
		handle(invocation);
		return null;
	}

}
