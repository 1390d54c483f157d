package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.lang.reflect.Method;
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

/**
 * The container's session: as the API says it, and as Tomcat does it. Its methods may
 * block for as long as the send timeout.
 */
class NativeSession {

	private static final Log logger = LogFactory.getLog(NativeSession.class);

	/**
	 * A property of Tomcat's sessions, and of ours: how long a send may take. Read at
	 * each one. In milliseconds, a Long.
	 */
	static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	/** Tomcat: what a session is told when the peer has closed. */
	static final String CLOSED_BY_PEER = "onClose";

	private final Session session;

	private final LongTexts longTexts = new LongTexts();

	NativeSession(Session session) {
		this.session = session;
	}

	/**
	 * With what its container does differently.
	 */
	static NativeSession of(Session session) {
		return Containers.isJetty(session.getClass()) ? JettySession.of(session) : new NativeSession(session);
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
	 * Writes and flushes. Several messages share system calls where the container can.
	 */
	void send(List<WireMessage> messages) throws IOException {
		RemoteEndpoint.Basic remote = this.session.getBasicRemote();
		boolean batch = messages.size() > 1;
		if (batch) {
			remote.setBatchingAllowed(true);
		}
		for (WireMessage message : messages) {
			if (message instanceof WireMessage.Text text) {
				send(text.text(), remote);
			}
			else if (message instanceof WireMessage.Binary binary) {
				remote.sendBinary(ByteBuffer.wrap(binary.bytes()));
			}
		}
		if (batch) {
			// Flushes, too. While it is allowed the answers to pings would wait as well.
			remote.setBatchingAllowed(false);
		}
	}

	private void send(String text, RemoteEndpoint.Basic remote) throws IOException {
		if (text.length() < LongTexts.MIN_LENGTH) {
			remote.sendText(text);
		}
		else {
			this.longTexts.send(text, remote);
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
	 * Closes the socket, whatever state it is in.
	 * <p>
	 * On Tomcat a session whose close frame is unanswered, or whose peer has stopped
	 * reading, keeps its socket for up to 40 seconds. To tell it that the peer has closed
	 * ends that.
	 */
	void terminate() {
		close(CloseStatus.GOING_AWAY, Duration.ofMillis(1));
		try {
			Method closedByPeer = this.session.getClass().getMethod(CLOSED_BY_PEER, CloseReason.class);
			closedByPeer.invoke(this.session, reason(CloseStatus.GOING_AWAY));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.debug("The container closes the socket on its own time: " + ex.getClass().getName());
		}
	}

	private static CloseReason reason(CloseStatus status) {
		return new CloseReason(CloseReason.CloseCodes.getCloseCode(status.code()), status.reason());
	}

}
