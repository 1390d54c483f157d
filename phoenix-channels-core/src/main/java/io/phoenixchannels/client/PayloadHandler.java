package io.phoenixchannels.client;

/**
 * Hears the payloads of one event. Called on the callback executor, one message of a
 * topic at a time, in the order of the wire. It may block: only its own topic waits.
 *
 * @param <T> the type of the payload
 */
@FunctionalInterface
public interface PayloadHandler<T> {

	/**
	 * Handles one payload.
	 * @throws Exception to say that it failed, which is announced, and hurts neither
	 * other handlers nor later messages
	 */
	void handle(T payload) throws Exception;

}
