package io.phoenixchannels.client;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * What an attempt to connect would be made with cannot be sent. Unlike those of foreign
 * exceptions, its message is known to hold no secret.
 */
final class InvalidCredentialsException extends PhoenixException {

	InvalidCredentialsException(String message) {
		super(message);
	}

}
