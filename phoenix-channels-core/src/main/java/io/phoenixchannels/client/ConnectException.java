package io.phoenixchannels.client;

import io.phoenixchannels.protocol.PhoenixException;
import io.phoenixchannels.session.DisconnectReason;

/**
 * The client gave up connecting, or was told to stop.
 */
public class ConnectException extends PhoenixException {

	private final DisconnectReason reason;

	ConnectException(String message, DisconnectReason reason) {
		super(message);
		this.reason = reason;
	}

	/**
	 * Why the last attempt, or the connection, ended.
	 */
	public DisconnectReason reason() {
		return this.reason;
	}

}
