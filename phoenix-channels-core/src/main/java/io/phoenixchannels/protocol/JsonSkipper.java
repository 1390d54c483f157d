package io.phoenixchannels.protocol;

/**
 * Finds where a JSON value ends. Each method takes a position in the text and returns the
 * one after what it skipped. Linear in the length of the text, and without allocation.
 */
final class JsonSkipper {

	/**
	 * Deeper nesting is refused: the same limit as Jackson's own when it binds.
	 */
	private static final int MAX_DEPTH = 500;

	/**
	 * Strings up to this length are not worth a search by the JVM.
	 */
	private static final int NEAR = 24;

	private JsonSkipper() {
	}

	static int whitespace(String text, int from) {
		int i = from;
		while (i < text.length()) {
			char c = text.charAt(i);
			if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
				break;
			}
			i++;
		}
		return i;
	}

	static int value(String text, int from) {
		return value(text, whitespace(text, from), 0);
	}

	private static int value(String text, int start, int depth) {
		return switch (at(text, start)) {
			case '"' -> string(text, start);
			case '{' -> object(text, start, depth + 1);
			case '[' -> array(text, start, depth + 1);
			case 't' -> literal(text, start, "true");
			case 'f' -> literal(text, start, "false");
			case 'n' -> literal(text, start, "null");
			default -> number(text, start);
		};
	}

	private static int object(String text, int start, int depth) {
		limit(depth, start);
		int i = whitespace(text, start + 1);
		if (at(text, i) == '}') {
			return i + 1;
		}
		while (true) {
			if (at(text, i) != '"') {
				throw unexpected(text, i, "a member's name");
			}
			i = whitespace(text, string(text, i));
			if (at(text, i) != ':') {
				throw unexpected(text, i, "':'");
			}
			i = whitespace(text, value(text, whitespace(text, i + 1), depth));
			char c = at(text, i);
			if (c == '}') {
				return i + 1;
			}
			if (c != ',') {
				throw unexpected(text, i, "',' or '}'");
			}
			i = whitespace(text, i + 1);
		}
	}

	private static int array(String text, int start, int depth) {
		limit(depth, start);
		int i = whitespace(text, start + 1);
		if (at(text, i) == ']') {
			return i + 1;
		}
		while (true) {
			i = whitespace(text, value(text, i, depth));
			char c = at(text, i);
			if (c == ']') {
				return i + 1;
			}
			if (c != ',') {
				throw unexpected(text, i, "',' or ']'");
			}
			i = whitespace(text, i + 1);
		}
	}

	private static void limit(int depth, int position) {
		if (depth > MAX_DEPTH) {
			throw new CodecException("Nested deeper than " + MAX_DEPTH + " levels at character " + position);
		}
	}

	private static int string(String text, int start) {
		int near = Math.min(start + NEAR, text.length());
		for (int i = start + 1; i < near; i++) {
			char c = text.charAt(i);
			if (c == '"') {
				return i + 1;
			}
			if (c == '\\') {
				break;
			}
		}
		int end = start;
		do {
			// Intrinsic, so that long strings cost next to nothing.
			end = text.indexOf('"', end + 1);
			if (end < 0) {
				throw new CodecException("Unterminated string at character " + start);
			}
		}
		while (isEscaped(text, end));
		return end + 1;
	}

	private static boolean isEscaped(String text, int quote) {
		int i = quote;
		while (text.charAt(i - 1) == '\\') {
			i--;
		}
		return (quote - i) % 2 == 1;
	}

	private static int literal(String text, int start, String literal) {
		if (!text.startsWith(literal, start)) {
			throw unexpected(text, start, "a value");
		}
		return start + literal.length();
	}

	private static int number(String text, int start) {
		int i = (at(text, start) == '-') ? start + 1 : start;
		if (!isDigit(at(text, i))) {
			throw unexpected(text, i, (i == start) ? "a value" : "a digit");
		}
		i = (at(text, i) == '0') ? i + 1 : digits(text, i);
		if (at(text, i) == '.') {
			i = digits(text, i + 1);
		}
		char c = at(text, i);
		if (c == 'e' || c == 'E') {
			char sign = at(text, i + 1);
			i = digits(text, (sign == '+' || sign == '-') ? i + 2 : i + 1);
		}
		return i;
	}

	private static int digits(String text, int start) {
		int i = start;
		while (isDigit(at(text, i))) {
			i++;
		}
		if (i == start) {
			throw unexpected(text, start, "a digit");
		}
		return i;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static char at(String text, int position) {
		return (position < text.length()) ? text.charAt(position) : 0;
	}

	static CodecException unexpected(String text, int position, String expected) {
		if (position >= text.length()) {
			return new CodecException("Expected " + expected + " but the text ends at character " + text.length());
		}
		return new CodecException("Expected " + expected + " at character " + position);
	}

}
