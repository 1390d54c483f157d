package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketMessage;

/**
 * The container's session, as the API says it. What closes it may block for as long as
 * the send timeout.
 */
class NativeSession {

	private static final Log logger = LogFactory.getLog(NativeSession.class);

	/**
	 * A property of Tomcat's sessions, and of ours: how long a send may take. Read by
	 * Tomcat at each one. In milliseconds, a Long.
	 */
	static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	private static final long FOR_EVER = Long.MAX_VALUE;

	private final Session session;

	NativeSession(Session session) {
		this.session = session;
	}

	/**
	 * With what its container does differently.
	 */
	static NativeSession of(Session session) {
		if (Containers.isTomcat(session)) {
			return TomcatSession.of(session);
		}
		return Containers.isJetty(session) ? JettySession.of(session) : new NativeSession(session);
	}

	/**
	 * How long one message may take, in milliseconds.
	 */
	static long sendTimeout(Session session) {
		return (session.getUserProperties().get(SEND_TIMEOUT) instanceof Long millis) ? millis : FOR_EVER;
	}

	/**
	 * The subprotocol that the server answered; empty if none.
	 */
	String subprotocol() {
		String subprotocol = this.session.getNegotiatedSubprotocol();
		return (subprotocol != null) ? subprotocol : "";
	}

	/**
	 * Whether the server answered any extension, such as compression: it has to be one
	 * that was offered, and none ever is.
	 */
	boolean hasExtensions() {
		return !this.session.getNegotiatedExtensions().isEmpty();
	}

	/**
	 * A message, or a piece of one, was read. Called by the thread that reads, before
	 * anybody else hears of it.
	 */
	void received(WebSocketMessage<?> piece) {
	}

	/**
	 * Whether another whole message has been read already, so that it is told right after
	 * the one before. Called by the thread that reads.
	 * @return false if that is not known
	 */
	boolean hasMore() {
		return false;
	}

	/**
	 * Writes and flushes what the network takes at once, without blocking. Called again
	 * only when all is written.
	 * @return what is left; null if nothing is
	 * @throws IOException if nothing more can be written
	 */
	@Nullable Unwritten write(List<WireMessage> messages) throws IOException {
		// The API has no way to write that is sure not to block.
		return () -> writeBlocking(messages);
	}

	private void writeBlocking(List<WireMessage> messages) throws IOException {
		RemoteEndpoint.Basic remote = this.session.getBasicRemote();
		for (WireMessage message : messages) {
			if (message instanceof WireMessage.Text text) {
				remote.sendText(text.text());
			}
			else if (message instanceof WireMessage.Binary binary) {
				remote.sendBinary(ByteBuffer.wrap(binary.bytes()));
			}
		}
	}

	/**
	 * Sends a close frame, within the timeout.
	 */
	void close(CloseStatus status, Duration timeout) {
		try {
			this.session.getUserProperties().put(SEND_TIMEOUT, timeout.toMillis());
			this.session.close(reason(status));
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("A close frame could not be sent: " + ex.getClass().getName());
		}
	}

	/**
	 * Whether both sides have sent their close frame. Only then does the API of a session
	 * throw, while {@link Session#isOpen()} is false from the first one on.
	 */
	boolean isClosed() {
		try {
			this.session.getNegotiatedSubprotocol();
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	/**
	 * Closes the socket, whatever state it is in, as far as the container can.
	 */
	void terminate() {
		close(CloseStatus.GOING_AWAY, Duration.ofMillis(1));
	}

	static CloseReason reason(CloseStatus status) {
		return new CloseReason(CloseReason.CloseCodes.getCloseCode(status.code()), status.reason());
	}

}
