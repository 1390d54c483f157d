package io.phoenixchannels.protocol;

import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Text that is hard on codecs, with JSON of it. Never half a surrogate pair.
 */
final class RandomText {

	private static final String[] PIECES = { "\"", "\\", "/", "\0", "\u001f", "\n", "\r", "\t", "\b", "\f", "\u007f",
			"\u0080", "\u00e9", "\u2028", "\u2029", "\uFEFF", "\uFFFF", "\uD83D\uDE00", "\uDBFF\uDFFF", "{", "}", "[",
			"]", ",", ":", " ", "null", "\\u0041", "phx_", "room:" };

	private RandomText() {
	}

	static String of(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(12); i > 0; i--) {
			if (random.nextBoolean()) {
				text.append(PIECES[random.nextInt(PIECES.length)]);
			}
			else {
				text.append((char) ('a' + random.nextInt(26)));
			}
		}
		return text.toString();
	}

	static @Nullable String orNull(Random random) {
		return (random.nextInt(4) == 0) ? null : of(random);
	}

	/**
	 * A JSON string, in which each character is escaped by chance or where it must be.
	 */
	static String quote(Random random, @Nullable String text) {
		if (text == null) {
			return "null";
		}
		StringBuilder json = new StringBuilder("\"");
		boolean escapePairs = random.nextBoolean();
		for (char c : text.toCharArray()) {
			boolean must = c < ' ' || c == '"' || c == '\\';
			boolean escape = Character.isSurrogate(c) ? escapePairs : must || random.nextInt(4) == 0;
			json.append(escape ? escape(random, c) : c);
		}
		return json.append('"').toString();
	}

	private static String escape(Random random, char c) {
		int index = "\"\\/\b\f\n\r\t".indexOf(c);
		if (index >= 0 && random.nextInt(4) > 0) {
			return "\\" + "\"\\/bfnrt".charAt(index);
		}
		return String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
	}

	static String json(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 6 : 4)) {
			case 0 -> quote(random, of(random));
			case 1 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
			case 2 -> Long.toString(random.nextLong());
			case 3 -> new String[] { "null", "true", "false" }[random.nextInt(3)];
			case 4 -> array(random, depth);
			default -> object(random, depth);
		};
	}

	private static String array(Random random, int depth) {
		StringBuilder json = new StringBuilder("[");
		for (int i = random.nextInt(4); i > 0; i--) {
			json.append(json(random, depth - 1)).append((i > 1) ? ", " : "");
		}
		return json.append(']').toString();
	}

	private static String object(Random random, int depth) {
		StringBuilder json = new StringBuilder("{");
		for (int i = random.nextInt(4); i > 0; i--) {
			json.append(quote(random, i + of(random)))
				.append(" :")
				.append(json(random, depth - 1))
				.append((i > 1) ? " ,\n" : "");
		}
		return json.append('}').toString();
	}

}
