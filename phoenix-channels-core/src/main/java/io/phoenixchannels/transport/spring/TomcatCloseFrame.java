package io.phoenixchannels.transport.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.phoenixchannels.protocol.CloseStatus;
import jakarta.websocket.Session;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The close frame that Tomcat has just read. Tomcat reports the codes 1012 (a server that
 * restarts, as Phoenix does on SIGTERM), 1013 and 1014 as 1002, and a frame without a
 * code as 1000; only in its buffer is what the peer said. Where that cannot be looked
 * into, what Tomcat reports has to do.
 */
final class TomcatCloseFrame {

	private static final Log logger = LogFactory.getLog(TomcatCloseFrame.class);

	private static final String PACKAGE = "org.apache.tomcat.websocket.";

	static final String SESSION = PACKAGE + "WsSession";

	/** Of a session: who reads its frames. */
	static final String FRAMES = "wsFrame";

	static final String FRAME_BASE = PACKAGE + "WsFrameBase";

	/** Of the reader: the payload of a control frame. */
	static final String PAYLOAD = "controlBufferBinary";

	/** Of the reader: the kind of the frame. */
	static final String OP_CODE = "opCode";

	private static final byte CLOSE = 8;

	private TomcatCloseFrame() {
	}

	/**
	 * The status that the peer sent. Must be called by the thread that is told of the
	 * close, and while it is.
	 * @param reported what the container says that it was
	 */
	static CloseStatus status(Session session, CloseStatus reported) {
		if (!session.getClass().getName().startsWith(PACKAGE)) {
			return reported;
		}
		try {
			Object frames = TomcatFields.open(session.getClass(), FRAMES).get(session);
			Class<?> type = frames.getClass().getSuperclass();
			ByteBuffer payload = ((ByteBuffer) TomcatFields.open(type, PAYLOAD).get(frames)).duplicate();
			boolean close = TomcatFields.open(type, OP_CODE).getByte(frames) == CLOSE;
			return close ? read(payload.rewind(), reported) : reported;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.debug("The close codes 1012 and 1013 cannot be told from 1002: " + ex.getClass().getName());
			return reported;
		}
	}

	// If Tomcat itself found a fault, its reason is not in the peer's frame.
	private static CloseStatus read(ByteBuffer payload, CloseStatus reported) {
		if (!payload.hasRemaining()) {
			return reported.reason().isEmpty() ? CloseStatus.NO_STATUS : reported;
		}
		int code = payload.getShort() & 0xffff;
		String reason = StandardCharsets.UTF_8.decode(payload).toString();
		return reason.equals(reported.reason()) ? new CloseStatus(code, reason) : reported;
	}

}
