package io.phoenixchannels.transport;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;

/**
 * Hears what happens to one connection, one call at a time. Called on the transport's
 * threads, or on the one that calls {@link TransportConnection#close} or
 * {@link TransportConnection#abort()}. An exception of a listener is logged, and changes
 * nothing for the connection.
 */
public interface TransportListener {

	/**
	 * The handshake is done: messages may be sent.
	 */
	void opened();

	/**
	 * A whole message came. Reading from the socket pauses until this method returns,
	 * which is how back-pressure reaches the server.
	 * @param more whether another one has come with it, and is told right after it unless
	 * the connection ends: what costs less for several at once may be left until then.
	 * False if that is not known
	 */
	void received(WireMessage message, boolean more);

	/**
	 * The connection ended without an error. Nothing follows.
	 * @param status the peer's status; after {@link TransportConnection#close}, the
	 * status that was sent if the transport does not get to know the peer's answer; 1006
	 * if none came, 1009 if a message exceeded the transport's limit
	 */
	void closed(CloseStatus status);

	/**
	 * The connection could not be opened, or broke with an error. Nothing follows.
	 */
	void failed(TransportException failure);

}
