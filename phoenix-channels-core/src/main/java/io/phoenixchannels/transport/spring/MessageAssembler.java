package io.phoenixchannels.transport.spring;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Puts the pieces of messages together, within a limit. Used by one thread at a time, in
 * the order of the wire.
 */
final class MessageAssembler {

	private final int maxSize;

	private @Nullable StringBuilder text;

	private @Nullable ByteArrayOutputStream bytes;

	MessageAssembler(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Adds a piece.
	 * @return the message that the piece completes, or null
	 * @throws MessageTooBigException if the message is longer than the limit
	 */
	@Nullable WireMessage add(WebSocketMessage<?> piece) throws MessageTooBigException {
		if (piece instanceof TextMessage textPiece) {
			return add(textPiece.getPayload(), piece.isLast());
		}
		if (piece instanceof BinaryMessage binaryPiece) {
			return add(binaryPiece.getPayload(), piece.isLast());
		}
		return null;
	}

	private @Nullable WireMessage add(String piece, boolean last) throws MessageTooBigException {
		StringBuilder started = this.text;
		check((started != null) ? started.length() : 0, piece.length());
		if (started == null) {
			if (last) {
				return new WireMessage.Text(piece);
			}
			started = new StringBuilder(Math.max(piece.length() * 2, 16));
			this.text = started;
		}
		started.append(piece);
		if (!last) {
			return null;
		}
		this.text = null;
		return new WireMessage.Text(started.toString());
	}

	// The container may use the buffer's array again: the bytes are always copied.
	private @Nullable WireMessage add(ByteBuffer piece, boolean last) throws MessageTooBigException {
		ByteArrayOutputStream started = this.bytes;
		check((started != null) ? started.size() : 0, piece.remaining());
		byte[] copy = new byte[piece.remaining()];
		piece.get(copy);
		if (started == null) {
			if (last) {
				return new WireMessage.Binary(copy);
			}
			started = new ByteArrayOutputStream(Math.max(copy.length * 2, 32));
			this.bytes = started;
		}
		started.writeBytes(copy);
		if (!last) {
			return null;
		}
		this.bytes = null;
		return new WireMessage.Binary(started.toByteArray());
	}

	private void check(int before, int piece) throws MessageTooBigException {
		if (piece > this.maxSize - before) {
			this.text = null;
			this.bytes = null;
			throw new MessageTooBigException();
		}
	}

	static final class MessageTooBigException extends Exception {

		MessageTooBigException() {
			super(null, null, false, false);
		}

	}

}
