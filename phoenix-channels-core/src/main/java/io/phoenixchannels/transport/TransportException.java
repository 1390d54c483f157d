package io.phoenixchannels.transport;

import io.phoenixchannels.protocol.PhoenixException;
import org.jspecify.annotations.Nullable;

/**
 * A connection could not be opened or broke. The message names host, port and path, never
 * the query, the headers or the subprotocols, and there is no cause that would.
 */
public class TransportException extends PhoenixException {

	private final @Nullable Integer httpStatus;

	public TransportException(String message) {
		this(message, null);
	}

	public TransportException(String message, @Nullable Integer httpStatus) {
		super(message);
		this.httpStatus = httpStatus;
	}

	/**
	 * The status with which the server refused the handshake, such as 403; null if there
	 * was no HTTP response, or a redirect, whose status not every transport gets to know.
	 */
	public @Nullable Integer httpStatus() {
		return this.httpStatus;
	}

}
