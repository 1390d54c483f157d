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

	/** Of a text of which nothing else has come yet. */
	private @Nullable String firstPiece;

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
		String first = this.firstPiece;
		StringBuilder started = this.text;
		int before = (started != null) ? started.length() : (first != null) ? first.length() : 0;
		check(before, piece.length());
		if (last) {
			this.firstPiece = null;
			this.text = null;
			return new WireMessage.Text((started != null) ? started.append(piece).toString() : join(first, piece));
		}
		if (started != null) {
			started.append(piece);
		}
		else if (first == null) {
			this.firstPiece = piece;
		}
		else {
			this.firstPiece = null;
			this.text = new StringBuilder(Math.max(2 * (first.length() + piece.length()), 16)).append(first)
				.append(piece);
		}
		return null;
	}

	// With one copy: most messages that come in pieces come in two.
	private static String join(@Nullable String first, String last) {
		return (first != null) ? first.concat(last) : last;
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
			this.firstPiece = null;
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
