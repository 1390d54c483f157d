package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.io.Writer;

import jakarta.websocket.RemoteEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Sends long texts in pieces that Tomcat encodes and writes quickly: from an array, where
 * it would ask a string for one character after the other, and with each frame as long as
 * its buffer, where a whole message would need two writes for each 8 KB of it. For one
 * thread at a time.
 */
final class LongTexts {

	/** Below, the garbage of a writer costs more than it saves. */
	static final int MIN_LENGTH = 4096;

	/** Tomcat's buffer without the longest header. */
	private static final int PIECE = 8192 - 14;

	private char @Nullable [] piece;

	void send(String text, RemoteEndpoint.Basic remote) throws IOException {
		char[] piece = this.piece;
		if (piece == null) {
			piece = new char[PIECE];
			this.piece = piece;
		}
		// Closing ends the message: not if it was broken off in the middle.
		Writer writer = remote.getSendWriter();
		int start = 0;
		while (start < text.length()) {
			if (start > 0) {
				writer.flush();
			}
			int end = end(text, start);
			text.getChars(start, end, piece, 0);
			writer.write(piece, 0, end - start);
			start = end;
		}
		writer.close();
	}

	// Each piece is encoded for itself, which half a surrogate pair cannot be.
	private static int end(String text, int start) {
		int end = Math.min(start + PIECE, text.length());
		boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
		return splits ? end - 1 : end;
	}

}
