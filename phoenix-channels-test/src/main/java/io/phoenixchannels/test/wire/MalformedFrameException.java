package io.phoenixchannels.test.wire;

/**
 * Bytes that are no Phoenix message of the protocol version in use. A server closes the
 * whole socket for it.
 */
public final class MalformedFrameException extends RuntimeException {

	public MalformedFrameException(String message) {
		super(message);
	}

	public MalformedFrameException(String message, Throwable cause) {
		super(message, cause);
	}

}
