package io.phoenixchannels.transport.spring;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.websocket.WsFrameBase;
import org.apache.tomcat.websocket.WsFrameClient;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * What a session of Tomcat's reads with: three buffers, which Tomcat makes as large as
 * they may ever be, for each connection. Here they begin small, and grow when more comes
 * than they hold, so that a flood is read in large pieces and a quiet connection costs
 * little. Used by the thread that reads, or before it begins.
 */
final class TomcatBuffers {

	private static final Log logger = LogFactory.getLog(TomcatBuffers.class);

	static final String FRAMES_CLIENT = "org.apache.tomcat.websocket.WsFrameClient";

	/** Of a client's reader: what came from the socket. */
	static final String READ = "response";

	/** Of a reader: bytes of a message. */
	static final String BYTES = "messageBufferBinary";

	private static final int FIRST = 4 * 1024;

	/** What is in one record of TLS has to fit. */
	private static final int FIRST_SECURE = 17 * 1024;

	private final WsSession session;

	private final Object frames;

	private final Field read;

	private final int mostRead;

	private final int mostChars;

	private final int mostBytes;

	private int readSize;

	/** Of the pieces of a message of which the last one is still to come. */
	private int pieces;

	private TomcatBuffers(WsSession session, Object frames, Field read) throws ReflectiveOperationException {
		this.session = session;
		this.frames = frames;
		this.read = read;
		this.mostRead = buffer().capacity();
		this.mostChars = session.getMaxTextMessageBufferSize();
		this.mostBytes = session.getMaxBinaryMessageBufferSize();
		this.readSize = this.mostRead;
	}

	/**
	 * Makes the buffers of a session small that has not read anything yet.
	 * @return null if this Tomcat keeps them elsewhere, where they stay as they are
	 */
	static @Nullable TomcatBuffers of(WsSession session) {
		try {
			Object frames = field(WsSession.class, TomcatCloseFrame.FRAMES).get(session);
			Field bytes = field(WsFrameBase.class, BYTES);
			TomcatBuffers buffers = new TomcatBuffers(session, frames, field(WsFrameClient.class, READ));
			buffers.resize(Math.min(session.isSecure() ? FIRST_SECURE : FIRST, buffers.mostRead));
			int first = Math.min(FIRST, buffers.mostBytes);
			bytes.set(frames, ByteBuffer.allocate(first));
			session.setMaxBinaryMessageBufferSize(first);
			session.setMaxTextMessageBufferSize(Math.min(FIRST / 2, buffers.mostChars));
			return buffers;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.info("This version of Tomcat is not known, so that connections keep their largest buffers: " + ex);
			return null;
		}
	}

	private static Field field(Class<?> type, String name) throws NoSuchFieldException {
		Field field = type.getDeclaredField(name);
		field.setAccessible(true);
		return field;
	}

	/**
	 * Makes room for what is likely to follow.
	 */
	void received(WebSocketMessage<?> piece) {
		try {
			if (this.readSize < this.mostRead) {
				growRead();
			}
			if (!piece.isLast()) {
				this.pieces += length(piece);
			}
			else if (this.pieces > 0) {
				growMessage(this.pieces + length(piece), piece instanceof TextMessage);
				this.pieces = 0;
			}
		}
		catch (IllegalAccessException | IllegalStateException ex) {
			// Closed meanwhile, by another thread.
			logger.trace("Nothing more is read");
		}
	}

	// Nearly full: a next record of TLS that did not fit is left out as a whole.
	private void growRead() throws IllegalAccessException {
		ByteBuffer buffer = buffer();
		this.readSize = buffer.capacity();
		if (buffer.limit() > this.readSize - this.readSize / 4) {
			resize(Math.min(2 * this.readSize, this.mostRead));
		}
	}

	/**
	 * Between two messages, what is left to be processed moves into another buffer.
	 */
	private void resize(int size) throws IllegalAccessException {
		ByteBuffer before = buffer();
		ByteBuffer after = ByteBuffer.allocate(Math.max(size, before.remaining()));
		this.read.set(this.frames, after.put(before).flip());
		this.readSize = after.capacity();
	}

	private ByteBuffer buffer() throws IllegalAccessException {
		return (ByteBuffer) this.read.get(this.frames);
	}

	// Tomcat makes the new buffer when the next message begins.
	private void growMessage(int length, boolean text) {
		int wanted = 2 * Integer.highestOneBit(length - 1);
		if (text && wanted > this.session.getMaxTextMessageBufferSize()) {
			this.session.setMaxTextMessageBufferSize(Math.min(wanted, this.mostChars));
		}
		else if (!text && wanted > this.session.getMaxBinaryMessageBufferSize()) {
			this.session.setMaxBinaryMessageBufferSize(Math.min(wanted, this.mostBytes));
		}
	}

	private static int length(WebSocketMessage<?> piece) {
		return (piece instanceof TextMessage text) ? text.getPayload().length()
				: (piece instanceof BinaryMessage binary) ? binary.getPayload().remaining() : 0;
	}

}
