package io.phoenixchannels.session;

/**
 * Where one connection of a client stands.
 */
public enum ConnectionState {

	/**
	 * Nobody has asked for a connection, or it was closed on request.
	 */
	IDLE,

	/**
	 * Credentials are being fetched, or the handshake is under way.
	 */
	CONNECTING,

	/**
	 * Messages can be sent.
	 */
	OPEN,

	/**
	 * Lost or refused; the next attempt is scheduled.
	 */
	WAITING,

	/**
	 * The closing handshake that we started is under way.
	 */
	CLOSING,

	/**
	 * Given up: a terminal close code or too many attempts. Only a new request to connect
	 * leaves this state.
	 */
	FAILED

}
