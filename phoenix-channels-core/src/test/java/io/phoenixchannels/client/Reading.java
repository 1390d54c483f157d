package io.phoenixchannels.client;

import io.phoenixchannels.transport.TransportListener;

/**
 * Whether a client holds the thread up that reads for it.
 */
public final class Reading {

	private Reading() {
	}

	/**
	 * Whether the listeners are so far behind that nothing more is to be read.
	 * @param listener what the client gave to its transport
	 */
	public static boolean isPaused(TransportListener listener) {
		ReadGate gate = ((Wire) listener).gate();
		// Releases nothing, but sees all that was done before reading paused.
		gate.release(listener);
		return gate.isHeld();
	}

}
