package io.phoenixchannels.listener;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * A listener that could never work as it is declared. The message names it, and says what
 * is wrong and what to do.
 */
public class InvalidListenerException extends PhoenixException {

	/**
	 * Says what is wrong.
	 * @param listener bean class and method
	 */
	public InvalidListenerException(String listener, String problem) {
		super("Listener " + listener + ": " + problem);
	}

}
