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
 * they may ever be, for each connection. Here they begin small, and grow when more comes,
 * again and again, than they hold, so that a flood is read in large pieces and a quiet
 * connection costs little. Used by the thread that reads, or before it begins.
 */
final class TomcatBuffers {

	private static final Log logger = LogFactory.getLog(TomcatBuffers.class);

	static final String FRAMES_CLIENT = "org.apache.tomcat.websocket.WsFrameClient";

	/** Of a client's reader: what came from the socket. */
	static final String READ = "response";

	/** Of a reader: the beginning of what came from the socket. */
	static final String INPUT = "inputBuffer";

	/** Of a reader: bytes of a message. */
	static final String BYTES = "messageBufferBinary";

	private static final int FIRST = 2 * 1024;

	/** Tomcat hands on what came from the socket in pieces of this size. */
	private static final int MOST_OF_TEXT = 8 * 1024;

	/** What is in one record of TLS has to fit. */
	private static final int FIRST_SECURE = 17 * 1024;

	/** What a hundred joins are replied with, all at once, is no flood. */
	private static final int BURST = 8 * 1024;

	private final WsSession session;

	private final Object frames;

	private final Field read;

	private final Field bytes;

	private final ByteBuffer input;

	private final int mostRead;

	private final int mostChars;

	private final int mostBytes;

	private int readSize;

	/** What was in reads that nearly filled their buffer, one after another. */
	private int cameInFull;

	/** Whether everything that comes from the socket has its largest buffer. */
	private boolean flooded;

	/** Of the pieces of a message of which the last one is still to come. */
	private int pieces;

	private TomcatBuffers(WsSession session) throws ReflectiveOperationException {
		this.session = session;
		this.frames = TomcatFields.open(WsSession.class, TomcatCloseFrame.FRAMES).get(session);
		this.read = TomcatFields.open(WsFrameClient.class, READ);
		this.bytes = TomcatFields.open(WsFrameBase.class, BYTES);
		this.input = (ByteBuffer) TomcatFields.open(WsFrameBase.class, INPUT).get(this.frames);
		this.mostRead = buffer().capacity();
		this.mostChars = session.getMaxTextMessageBufferSize();
		this.mostBytes = session.getMaxBinaryMessageBufferSize();
		resize(Math.min(session.isSecure() ? FIRST_SECURE : FIRST, this.mostRead));
		resizeBytes(Math.min(FIRST, this.mostBytes));
		session.setMaxTextMessageBufferSize(Math.min(FIRST / 2, this.mostChars));
	}

	/**
	 * Makes the buffers of a session small that has not read anything yet.
	 * @return null if this Tomcat keeps them elsewhere, where they stay as they are
	 */
	static @Nullable TomcatBuffers of(WsSession session) {
		try {
			return new TomcatBuffers(session);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.info("This version of Tomcat is not known, so that connections keep their largest buffers: " + ex);
			return null;
		}
	}

	/**
	 * Makes room for what is likely to follow.
	 */
	void received(WebSocketMessage<?> piece) {
		try {
			if (!this.flooded) {
				growRead(piece);
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

	/**
	 * Whether a whole message of one frame follows.
	 */
	boolean hasMore() {
		try {
			ByteBuffer read = buffer();
			return NextFrame.isWholeMessage(this.input, read);
		}
		catch (IllegalAccessException ex) {
			return false;
		}
	}

	private void growRead(WebSocketMessage<?> piece) throws IllegalAccessException {
		ByteBuffer buffer = buffer();
		this.readSize = buffer.capacity();
		// Nearly full: a next record of TLS that did not fit is left out as a whole.
		boolean full = buffer.limit() > this.readSize - this.readSize / 4;
		this.cameInFull = full ? this.cameInFull + length(piece) : 0;
		if (this.readSize < this.mostRead && this.cameInFull > BURST) {
			this.cameInFull = 0;
			resize(Math.min(2 * this.readSize, this.mostRead));
		}
		// The bytes of the last piece have all become characters.
		if (this.readSize >= this.mostRead && piece.isLast()) {
			int wanted = Math.min(MOST_OF_TEXT, this.mostBytes);
			resizeBytes(Math.max(wanted, this.session.getMaxBinaryMessageBufferSize()));
			this.flooded = true;
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

	private void resizeBytes(int size) throws IllegalAccessException {
		this.bytes.set(this.frames, ByteBuffer.allocate(size));
		this.session.setMaxBinaryMessageBufferSize(size);
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
