package io.phoenixchannels.json;

import org.jspecify.annotations.Nullable;

/**
 * Strings that come again and again, such as the names of members, so that they need not
 * be made anew. Bounded, and for several threads at once: what one has just put in
 * another may miss, which costs a copy.
 */
public final class KnownNames {

	/** Longer ones are never known. */
	public static final int LONGEST = 64;

	private final @Nullable String[] names;

	private final int shift;

	private @Nullable String last;

	/**
	 * Creates one.
	 * @param size how many names there is room for, a power of two. As two names may want
	 * the same place, it should be several times what comes again and again
	 */
	public KnownNames(int size) {
		if (size < 2 || Integer.bitCount(size) != 1) {
			throw new IllegalArgumentException("The size is to be a power of two, at least 2: " + size);
		}
		this.names = new String[size];
		this.shift = Integer.numberOfLeadingZeros(size) + 1;
	}

	/**
	 * The name that a part of a text is; null if it is not known yet.
	 * @param end after its last character
	 */
	public @Nullable String of(String text, int start, int end) {
		int length = end - start;
		if (length == 0 || length > LONGEST) {
			return null;
		}
		int slot = slot(text, start, end);
		String name = this.names[slot];
		if (!is(name, text, start, length)) {
			name = this.names[slot ^ 1];
			if (!is(name, text, start, length)) {
				return null;
			}
		}
		this.last = name;
		return name;
	}

	private static boolean is(@Nullable String name, String text, int start, int length) {
		return name != null && name.length() == length && text.startsWith(name, start);
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
			int slot = slot(name, 0, name.length());
			// Another that wants the same place stays known beside it.
			this.names[slot ^ 1] = this.names[slot];
			this.names[slot] = name;
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

	private int slot(String text, int start, int end) {
		// All of it, as what tells topics apart may stand anywhere in them.
		int hash = 0;
		for (int i = start; i < end; i++) {
			hash = 31 * hash + text.charAt(i);
		}
		// The upper bits of the product differ much where numbers in topics differ
		// little.
		return (hash * 0x9E3779B9) >>> this.shift;
	}

}
