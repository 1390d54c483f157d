package io.phoenixchannels.json.binding;

import io.phoenixchannels.json.EightBytes;
import org.jspecify.annotations.Nullable;

/**
 * Finds what may not be in a JSON string unless it is escaped: characters below a space.
 * Used by one thread at a time.
 */
final class ControlCharacters {

	/** From here on it pays to look at eight characters at once. */
	private static final int LONG = 64;

	private static final int CHUNK = 2048;

	private byte @Nullable [] chunk;

	boolean isAnyIn(String text, int start, int end) {
		int from = start;
		while (end - from >= LONG) {
			int to = from + (Math.min(CHUNK, end - from) & ~7);
			if (mayBeAnyIn(text, from, to) && isAnyOf(text, from, to)) {
				return true;
			}
			from = to;
		}
		return isAnyOf(text, from, end);
	}

	private static boolean isAnyOf(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (text.charAt(i) < ' ') {
				return true;
			}
		}
		return false;
	}

	/**
	 * Looks at the lower bytes of the characters, which say no if there is none, but not
	 * always yes if there is one.
	 * @param end a multiple of eight after the start
	 */
	@SuppressWarnings("deprecation") // the lower bytes are just what is wanted
	private boolean mayBeAnyIn(String text, int start, int end) {
		byte[] bytes = this.chunk;
		if (bytes == null) {
			bytes = new byte[CHUNK];
			this.chunk = bytes;
		}
		text.getBytes(start, end, bytes, 0);
		long found = 0;
		for (int i = 0; i < end - start; i += 8) {
			found |= EightBytes.controls(EightBytes.at(bytes, i));
		}
		return found != 0;
	}

}
