package io.phoenixchannels.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that this library throws or completes a future with.
 * Messages never contain secrets: no query, no header, no payload.
 */
public class PhoenixException extends RuntimeException {

	public PhoenixException(String message) {
		super(message);
	}

	public PhoenixException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
