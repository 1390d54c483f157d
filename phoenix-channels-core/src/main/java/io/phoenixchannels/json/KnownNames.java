package io.phoenixchannels.json;

import org.jspecify.annotations.Nullable;

/**
 * Strings that come again and again, such as the names of members, so that they need not
 * be made anew. Bounded, and for several threads at once: what one has just put in
 * another may miss, which costs a copy.
 */
public final class KnownNames {

	private static final int SIZE = 256;

	/** Longer ones are never known. */
	public static final int LONGEST = 64;

	private final @Nullable String[] names = new String[SIZE];

	private @Nullable String last;

	/**
	 * The name that a part of a text is; null if it is not known yet.
	 * @param end after its last character
	 */
	public @Nullable String of(String text, int start, int end) {
		int length = end - start;
		if (length == 0 || length > LONGEST) {
			return null;
		}
		String name = this.names[slot(text, start, end)];
		if (name == null || name.length() != length || !text.startsWith(name, start)) {
			return null;
		}
		this.last = name;
		return name;
	}

	/**
	 * The name that was found last, which is a good guess at the next one where one comes
	 * much more often than others.
	 */
	public @Nullable String last() {
		return this.last;
	}

	/**
	 * Makes a name known.
	 * @return the name
	 */
	public String add(String name) {
		if (!name.isEmpty() && name.length() <= LONGEST) {
			this.names[slot(name, 0, name.length())] = name;
		}
		return name;
	}

	/**
	 * Whether a guess is right: a JSON string without escapes, whose first character is
	 * at a position.
	 */
	public static boolean isQuoted(String guess, String text, int start) {
		int end = start + guess.length();
		return end < text.length() && text.charAt(end) == '"' && text.startsWith(guess, start);
	}

	private static int slot(String text, int start, int end) {
		int hash = end - start;
		// The end differs more often than the beginning.
		for (int i = Math.max(start, end - 4); i < end; i++) {
			hash = 31 * hash + text.charAt(i);
		}
		return (hash ^ (hash >>> 8)) & (SIZE - 1);
	}

}
