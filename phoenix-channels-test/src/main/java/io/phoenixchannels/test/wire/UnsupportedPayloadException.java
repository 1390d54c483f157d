package io.phoenixchannels.test.wire;

/**
 * A payload that the protocol version in use cannot carry, such as bytes in 1.0.0 or a
 * topic of more than 255 bytes in a binary frame.
 */
public final class UnsupportedPayloadException extends RuntimeException {

	public UnsupportedPayloadException(String message) {
		super(message);
	}

}
