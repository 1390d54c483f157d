package io.phoenixchannels.listener;

import io.phoenixchannels.client.PhoenixMessage;

/**
 * Decides what happens when a listener fails. A bean of this type serves all listeners
 * that do not name another. Without one, a failure is logged and counted.
 */
@FunctionalInterface
public interface PhoenixListenerErrorHandler {

	/**
	 * Handles a failure, on the client's callback executor, before anything else of the
	 * topic is handled, also when the listener failed after its method had returned.
	 * Returning says that it was dealt with.
	 * @param message what the listener failed on
	 * @param failure names the listener; its cause is what the listener threw
	 * @throws Exception if it was not dealt with, such as the failure itself: then it is
	 * logged and counted. It stops neither the topic nor other listeners
	 */
	void handle(PhoenixMessage message, PhoenixListenerException failure) throws Exception;

}
