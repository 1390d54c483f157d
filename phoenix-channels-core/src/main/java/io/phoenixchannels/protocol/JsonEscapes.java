package io.phoenixchannels.protocol;

/**
 * The rules for what stands between the quotes of a JSON string.
 */
final class JsonEscapes {

	private JsonEscapes() {
	}

	static void rejectControl(char c, int position) {
		if (c < ' ') {
			throw new CodecException("Unescaped control character in a string at character " + position);
		}
	}

	/**
	 * Where an escape ends, or the two that form a surrogate pair.
	 * @param start the position of the backslash
	 */
	static int end(String text, int start) {
		char kind = kind(text, start);
		if (kind != 'u') {
			unescape(kind, start);
			return start + 2;
		}
		char first = unicode(text, start);
		if (!Character.isSurrogate(first)) {
			return start + 6;
		}
		boolean paired = Character.isHighSurrogate(first) && text.startsWith("\\u", start + 6)
				&& Character.isLowSurrogate(unicode(text, start + 6));
		if (!paired) {
			throw new CodecException("Escape of half a surrogate pair at character " + start);
		}
		return start + 12;
	}

	/**
	 * Resolves what {@link #end} has checked.
	 */
	static void resolve(String text, int start, int end, StringBuilder result) {
		char kind = kind(text, start);
		if (kind != 'u') {
			result.append(unescape(kind, start));
			return;
		}
		for (int i = start; i < end; i += 6) {
			result.append(unicode(text, i));
		}
	}

	private static char kind(String text, int start) {
		return (start + 1 < text.length()) ? text.charAt(start + 1) : 0;
	}

	private static char unescape(char kind, int start) {
		return switch (kind) {
			case '"', '\\', '/' -> kind;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> throw new CodecException("Unknown escape at character " + start);
		};
	}

	private static char unicode(String text, int start) {
		int value = 0;
		for (int i = start + 2; i < start + 6; i++) {
			int digit = (i < text.length()) ? hexDigit(text.charAt(i)) : -1;
			if (digit < 0) {
				throw new CodecException("Escape without four hexadecimal digits at character " + start);
			}
			value = (value << 4) + digit;
		}
		return (char) value;
	}

	/**
	 * {@link Character#digit} would take the digits of every script.
	 */
	private static int hexDigit(char c) {
		if (c >= '0' && c <= '9') {
			return c - '0';
		}
		if (c >= 'a' && c <= 'f') {
			return c - 'a' + 10;
		}
		return (c >= 'A' && c <= 'F') ? c - 'A' + 10 : -1;
	}

}
