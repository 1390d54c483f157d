package io.phoenixchannels.json;

import org.jspecify.annotations.Nullable;

/**
 * Strings that come again and again, such as the names of members, so that they need not
 * be made anew. Bounded, and for several threads at once: what one has just put in
 * another may miss, which costs a copy.
 */
public final class KnownNames {

	private static final int SIZE = 256;

	private static final int LONGEST = 64;

	private final @Nullable String[] names = new String[SIZE];

	/**
	 * The name that a part of a text is; null if it is not known yet.
	 */
	public @Nullable String of(String text, int start, int end) {
		int length = end - start;
		if (length == 0 || length > LONGEST) {
			return null;
		}
		String name = this.names[slot(text, start, end)];
		return (name != null && name.length() == length && text.startsWith(name, start)) ? name : null;
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
	 * A part of a text as a string, which may be one that was returned before.
	 */
	public String get(String text, int start, int end) {
		String known = of(text, start, end);
		return (known != null) ? known : add(text.substring(start, end));
	}

	private static int slot(String text, int start, int end) {
		int hash = end - start;
		// The end differs more often than the beginning.
		for (int i = Math.max(start, end - 6); i < end; i++) {
			hash = 31 * hash + text.charAt(i);
		}
		return (hash ^ (hash >>> 8)) & (SIZE - 1);
	}

}
