package io.phoenixchannels.session;

/**
 * Where the channel of one topic stands.
 */
public enum ChannelState {

	/**
	 * Not wanted: never joined, left, or closed by the server.
	 */
	CLOSED,

	/**
	 * Wanted, and waiting for a connection or for its turn to join.
	 */
	WAITING,

	/**
	 * The join was sent, or its params are being computed.
	 */
	JOINING,

	/**
	 * The server has confirmed the join on the connection that is open now.
	 */
	JOINED,

	/**
	 * Wanted, but the join timed out or was rejected, or the channel crashed; the next
	 * join is scheduled.
	 */
	ERRORED,

	/**
	 * The server rejected the join for good, or it can never be sent. Only a new request
	 * to join leaves this state.
	 */
	REJECTED,

	/**
	 * The leave was sent.
	 */
	LEAVING

}
