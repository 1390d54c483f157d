package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * The application is to fail when it cannot connect at its start, and could not.
 */
class PhoenixConnectFailedException extends PhoenixException {

	PhoenixConnectFailedException(String message) {
		super(message);
	}

}
