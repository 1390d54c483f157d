package io.phoenixchannels.test.server;

import io.phoenixchannels.test.socket.Endpoint;
import io.phoenixchannels.test.socket.Router;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the network side asks and tells. {@code connect} and {@code call} run on a thread
 * that may block; the others must return at once.
 */
public interface Application {

	/**
	 * The endpoint that the sockets belong to.
	 */
	Endpoint endpoint();

	/**
	 * The socket mounted at this path, {@code /websocket} removed, or {@code null}.
	 */
	@Nullable SocketSettings socketAt(String path);

	/**
	 * A handshake has arrived, whatever becomes of it.
	 */
	void requested(UpgradeRequest request);

	/**
	 * Whether handshakes and plain requests get no answer at all now.
	 */
	boolean isSilent();

	/**
	 * A handshake or plain request has been left without an answer.
	 * @param end ends its connection; from any thread
	 */
	void unanswered(Runnable end);

	/**
	 * Decides on a handshake. A throw is answered with 500.
	 */
	ConnectAnswer connect(UpgradeRequest request) throws Exception;

	/**
	 * A client has been let in.
	 * @return what plays and watches the connection
	 */
	Tap connected(WebSocketConnection connection, UpgradeRequest request, WireFormat format, @Nullable String socketId);

	/**
	 * Answers a plain request, or returns {@code null} for a 404.
	 */
	@Nullable HttpAnswer call(HttpCall call) throws Exception;

	/** What is asked and told about one connection. */
	interface Tap extends Router {

		void frame(boolean fromClient, FrameKind kind, byte[] data);

		/**
		 * The connection is gone.
		 */
		void gone();

	}

	/** The kinds of WebSocket frames, messages reassembled. */
	enum FrameKind {

		TEXT, BINARY, PING, PONG, CLOSE

	}

}
