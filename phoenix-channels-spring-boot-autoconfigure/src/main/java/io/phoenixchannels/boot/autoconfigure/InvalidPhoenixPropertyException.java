package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * A property is missing or makes no sense.
 */
class InvalidPhoenixPropertyException extends PhoenixException {

	private final String action;

	/**
	 * Says what is wrong.
	 * @param property its whole name
	 * @param problem what follows the name in a sentence, without a full stop
	 * @param action what to do, without a full stop
	 */
	InvalidPhoenixPropertyException(String property, String problem, String action) {
		super(property + " " + problem);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
