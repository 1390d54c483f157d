package io.phoenixchannels.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds what may not be in a JSON string unless it is escaped: characters below a space.
 */
final class ControlCharacters {

	private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.nativeOrder());

	/** From here on it pays to look at eight characters at once. */
	private static final int LONG = 64;

	private static final long SPACES = 0x2020202020202020L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private ControlCharacters() {
	}

	static boolean isAnyIn(String text) {
		return (text.length() < LONG) ? isAnyIn(text, 0) : isAnyInLong(text);
	}

	private static boolean isAnyIn(String text, int from) {
		for (int i = from; i < text.length(); i++) {
			if (text.charAt(i) < ' ') {
				return true;
			}
		}
		return false;
	}

	private static boolean isAnyInLong(String text) {
		// One byte a character; what has none in Latin-1 is no control character, nor is
		// the question mark in its place.
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		int whole = bytes.length & ~7;
		long found = 0;
		for (int i = 0; i < whole; i += 8) {
			long eight = (long) EIGHT_BYTES.get(bytes, i);
			// A borrow may reach the byte above one that is found, but none that stands
			// alone.
			found |= (eight - SPACES) & ~eight;
		}
		if ((found & HIGH_BITS) != 0) {
			return true;
		}
		for (int i = whole; i < bytes.length; i++) {
			if (bytes[i] >= 0 && bytes[i] < ' ') {
				return true;
			}
		}
		return false;
	}

}
