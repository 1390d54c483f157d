package io.phoenixchannels.transport;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;

/**
 * Hears what happens to one connection. Called on the transport's threads, one call at a
 * time.
 */
public interface TransportListener {

	/**
	 * The handshake is done: messages may be sent.
	 */
	void opened();

	/**
	 * A whole message came. Reading from the socket pauses until this method returns,
	 * which is how back-pressure reaches the server.
	 */
	void received(WireMessage message);

	/**
	 * The open connection ended. Nothing follows.
	 * @param status the peer's status; 1006 if none came, 1009 if a message exceeded the
	 * transport's limit
	 */
	void closed(CloseStatus status);

	/**
	 * The connection could not be opened, or broke with an error. Nothing follows.
	 */
	void failed(TransportException failure);

}
