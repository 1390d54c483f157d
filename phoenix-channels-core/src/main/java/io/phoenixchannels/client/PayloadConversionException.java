package io.phoenixchannels.client;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * A payload cannot be bound to the type that was asked for. The message names the type
 * and the place in the JSON, not the content.
 */
public class PayloadConversionException extends PhoenixException {

	public PayloadConversionException(String message) {
		super(message);
	}

}
