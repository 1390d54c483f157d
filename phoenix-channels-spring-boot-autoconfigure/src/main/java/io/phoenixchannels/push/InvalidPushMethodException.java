package io.phoenixchannels.push;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * A method of an interface that could never push as it is declared. The message names
 * both, and says what is wrong and what to do.
 */
public class InvalidPushMethodException extends PhoenixException {

	/**
	 * Says what is wrong.
	 * @param method interface and method
	 */
	public InvalidPushMethodException(String method, String problem) {
		super("Push method " + method + ": " + problem);
	}

}
