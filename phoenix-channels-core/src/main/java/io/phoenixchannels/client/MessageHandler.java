package io.phoenixchannels.client;

/**
 * Hears whole messages, under the same rules as a {@link PayloadHandler}.
 */
@FunctionalInterface
public interface MessageHandler {

	/**
	 * Handles one message.
	 * @throws Exception to say that it failed, which is announced, and hurts neither
	 * other handlers nor later messages
	 */
	void handle(PhoenixMessage message) throws Exception;

}
