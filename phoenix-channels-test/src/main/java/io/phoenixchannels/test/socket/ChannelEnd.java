package io.phoenixchannels.test.socket;

/**
 * Why a channel process ended, as far as the client can tell.
 */
public enum ChannelEnd {

	/**
	 * Stopped with normal, shutdown or {shutdown, _}, or left: the client gets phx_close.
	 */
	CLOSED,

	/** Ended with any other reason: the client gets phx_error. */
	CRASHED,

	/** Gone without a word. */
	SILENT

}
