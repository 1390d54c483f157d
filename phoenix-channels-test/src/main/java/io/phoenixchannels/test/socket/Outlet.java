package io.phoenixchannels.test.socket;

import io.phoenixchannels.test.wire.Message;

/**
 * Where a socket's messages leave. Called by one thread at a time, the socket's own,
 * except for {@link #kill()}; no method blocks.
 */
public interface Outlet {

	/**
	 * Queues one message.
	 */
	void send(Message message);

	/**
	 * Lets everything queued go out.
	 */
	void flush();

	/**
	 * Sends a close frame of this code and ends the connection once the client has
	 * answered, or soon.
	 */
	void close(int code);

	/**
	 * Answers the close frame of the client.
	 * @param code its code, 1005 if it had none
	 */
	void answerClose(int code);

	/**
	 * Resets the connection at once, with no close frame. From any thread.
	 */
	void kill();

}
