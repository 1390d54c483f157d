package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * There is nothing on the class path that opens WebSockets.
 */
class MissingWebSocketContainerException extends PhoenixException {

	MissingWebSocketContainerException(IllegalStateException cause) {
		super(String.valueOf(cause.getMessage()), cause);
	}

}
