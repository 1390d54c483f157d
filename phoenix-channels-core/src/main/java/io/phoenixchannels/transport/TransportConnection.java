package io.phoenixchannels.transport;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;

/**
 * One WebSocket, from the attempt to open it to its end. All methods may be called from
 * any thread, in every state, and return at once.
 */
public interface TransportConnection {

	/**
	 * Queues a message to be written, in the order of the calls.
	 * @return false if it was not taken, because the queue is full or the connection is
	 * not open: then nothing of it will ever be sent
	 */
	boolean send(WireMessage message);

	/**
	 * Starts the closing handshake after what is queued. The listener hears
	 * {@code closed} when the peer has answered, when the transport's own close timeout
	 * is over, or at {@link #abort()}, whichever comes first. An attempt to connect is
	 * given up, and the listener hears {@code closed} with 1006 at once.
	 */
	void close(CloseStatus status);

	/**
	 * Ends the connection without waiting for anybody: what is queued is discarded, and
	 * the listener hears {@code closed} with 1006 before this method returns, unless it
	 * has heard of the end already, or another call to it is under way: then it hears of
	 * it right after that call.
	 */
	void abort();

}
