package io.phoenixchannels.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Turns text into UTF-8 and back where nothing may be replaced silently, as the JDK does
 * with whatever has no counterpart.
 */
public final class UnicodeText {

	private UnicodeText() {
	}

	/**
	 * The UTF-8 form of a field.
	 * @throws CodecException if the text has half a surrogate pair
	 */
	public static byte[] encode(String name, String text) {
		check(name, text);
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * The text of UTF-8 bytes.
	 * @throws CodecException if they are not UTF-8
	 */
	public static String decode(String name, byte[] bytes, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			if (bytes[i] < 0) {
				return decodeBeyondAscii(name, bytes, offset, length);
			}
		}
		return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
	}

	private static String decodeBeyondAscii(String name, byte[] bytes, int offset, int length) {
		ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
		CharBuffer text = CharBuffer.allocate(length);
		if (StandardCharsets.UTF_8.newDecoder().decode(source, text, true).isError()) {
			throw new CodecException("The " + name + " is not UTF-8 at byte " + source.position());
		}
		return text.flip().toString();
	}

	/**
	 * Checks that the text is any.
	 * @throws CodecException if it has half a surrogate pair
	 */
	public static void check(String name, String text) {
		try {
			for (int i = 0; i < text.length();) {
				i = next(text, i);
			}
		}
		catch (CodecException ex) {
			throw new CodecException("The " + name + " cannot be sent: " + ex.getMessage());
		}
	}

	/**
	 * The position after the character, or the pair of them, at a position.
	 */
	static int next(String text, int position) {
		char c = text.charAt(position);
		if (!Character.isSurrogate(c)) {
			return position + 1;
		}
		boolean paired = Character.isHighSurrogate(c) && position + 1 < text.length()
				&& Character.isLowSurrogate(text.charAt(position + 1));
		if (!paired) {
			throw new CodecException("Half a surrogate pair at character " + position);
		}
		return position + 2;
	}

}
