package io.phoenixchannels.protocol;

/**
 * Text that a server chose, in the form in which people get to see it: on one line, and
 * not longer than a line. Otherwise a server could write what looks like other entries
 * into a log, or fill it.
 */
public final class ShownText {

	private static final int MAX_LENGTH = 300;

	private ShownText() {
	}

	/**
	 * The text, with control characters and line breaks of every kind escaped as in JSON,
	 * and cut after 300 characters.
	 */
	public static String of(String text) {
		int length = Math.min(text.length(), MAX_LENGTH);
		for (int i = 0; i < length; i++) {
			if (isEscaped(text.charAt(i))) {
				return escaped(text, length);
			}
		}
		return (length == text.length()) ? text : text.substring(0, length) + cut(text);
	}

	private static String escaped(String text, int length) {
		StringBuilder shown = new StringBuilder(length + 32);
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (isEscaped(c)) {
				shown.append(String.format("\\u%04x", (int) c));
			}
			else {
				shown.append(c);
			}
		}
		return (length == text.length()) ? shown.toString() : shown.append(cut(text)).toString();
	}

	private static String cut(String text) {
		return "... (" + text.length() + " characters)";
	}

	/**
	 * Also what turns the direction of the text, and so hides what it says.
	 */
	private static boolean isEscaped(char c) {
		return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || (c >= '\u202a' && c <= '\u202e')
				|| (c >= '\u2066' && c <= '\u2069');
	}

}
