package io.phoenixchannels.json.binding;

import java.util.SplittableRandom;

/**
 * JSON of all kinds, by chance.
 */
final class RandomJson {

	private static final String[] STRINGS = { "", "a", "price", "\\n", "\\u00e9", "é", "😀", "\\\"", "\\\\", "/", "x y",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };

	private static final String[] NUMBERS = { "0", "-1", "12345", "1.5", "-0.25", "1e5", "2147483648",
			"12345678901234567890", "3.141592653589793238" };

	private RandomJson() {
	}

	static String value(SplittableRandom random, int depth) {
		return switch (random.nextInt((depth > 0) ? 7 : 5)) {
			case 0 -> "null";
			case 1 -> random.nextBoolean() ? "true" : "false";
			case 2 -> NUMBERS[random.nextInt(NUMBERS.length)];
			case 3 -> Long.toString(random.nextLong());
			case 4 -> string(random);
			case 5 -> members(random, depth, '[', ']');
			default -> members(random, depth, '{', '}');
		};
	}

	private static String members(SplittableRandom random, int depth, char open, char close) {
		StringBuilder result = new StringBuilder().append(open);
		int size = random.nextInt(5);
		for (int i = 0; i < size; i++) {
			result.append((i > 0) ? "," : "").append(random.nextBoolean() ? " " : "");
			if (open == '{') {
				result.append(string(random)).append(':');
			}
			result.append(value(random, depth - 1));
		}
		return result.append(close).toString();
	}

	private static String string(SplittableRandom random) {
		StringBuilder result = new StringBuilder("\"");
		int size = random.nextInt(4);
		for (int i = 0; i < size; i++) {
			result.append(STRINGS[random.nextInt(STRINGS.length)]);
		}
		return result.append('"').toString();
	}

}
