package io.phoenixchannels.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON text without building anything from it, so that an envelope can be read
 * and its payload left for later. It checks strings, nesting and separators where it
 * reads; the inside of a value that is skipped is checked by whoever binds it.
 */
public final class JsonScanner {

	/**
	 * Deeper nesting is refused: the same limit as Jackson's own when it binds.
	 */
	private static final int MAX_DEPTH = 500;

	private final String text;

	private int position;

	public JsonScanner(String text) {
		this.text = text;
	}

	/**
	 * The value of a top-level member if the text is an object that has it as a string.
	 */
	static @Nullable String stringMember(String json, String name) {
		JsonScanner scanner = new JsonScanner(json);
		try {
			if (scanner.peek() != '{') {
				return null;
			}
			for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
				boolean found = scanner.readName().equals(name);
				if (found) {
					return (scanner.peek() == '"') ? scanner.readString() : null;
				}
				scanner.skipValue();
			}
			return null;
		}
		catch (CodecException ex) {
			return null;
		}
	}

	/**
	 * The next character that is not white space, or 0 at the end.
	 */
	public char peek() {
		while (this.position < this.text.length()) {
			char c = this.text.charAt(this.position);
			if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
				return c;
			}
			this.position++;
		}
		return 0;
	}

	public void expect(char expected) {
		if (peek() != expected) {
			throw unexpected("'" + expected + "'");
		}
		this.position++;
	}

	public boolean skipIf(char c) {
		if (peek() == c) {
			this.position++;
			return true;
		}
		return false;
	}

	public void expectEnd() {
		if (peek() != 0) {
			throw unexpected("the end");
		}
	}

	/**
	 * Enters an object.
	 * @return whether it has a member, whose name comes next
	 */
	public boolean enterObject() {
		expect('{');
		return !skipIf('}');
	}

	/**
	 * Goes on after a member's value.
	 * @return whether there is another, whose name comes next
	 */
	public boolean nextMember() {
		if (skipIf(',')) {
			return true;
		}
		expect('}');
		return false;
	}

	public String readName() {
		String name = readString();
		expect(':');
		return name;
	}

	public String readString() {
		expect('"');
		int start = this.position;
		for (int i = start; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == '"') {
				this.position = i + 1;
				return this.text.substring(start, i);
			}
			if (c == '\\') {
				return readEscapedString(start, i);
			}
		}
		throw new CodecException("Unterminated string at character " + start);
	}

	private String readEscapedString(int start, int firstEscape) {
		StringBuilder result = new StringBuilder().append(this.text, start, firstEscape);
		int i = firstEscape;
		while (i < this.text.length()) {
			char c = this.text.charAt(i++);
			if (c == '"') {
				this.position = i;
				return result.toString();
			}
			if (c != '\\') {
				result.append(c);
				continue;
			}
			if (i == this.text.length()) {
				break;
			}
			char escaped = this.text.charAt(i++);
			if (escaped == 'u') {
				result.append(hex(i));
				i += 4;
			}
			else {
				result.append(unescape(escaped, i - 1));
			}
		}
		throw new CodecException("Unterminated string at character " + start);
	}

	private char hex(int from) {
		if (from + 4 > this.text.length()) {
			throw new CodecException("Truncated escape at character " + from);
		}
		int value = 0;
		for (int i = from; i < from + 4; i++) {
			int digit = Character.digit(this.text.charAt(i), 16);
			if (digit < 0) {
				throw new CodecException("Wrong escape at character " + i);
			}
			value = (value << 4) + digit;
		}
		return (char) value;
	}

	private static char unescape(char escaped, int position) {
		return switch (escaped) {
			case '"', '\\', '/' -> escaped;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> throw new CodecException("Wrong escape at character " + position);
		};
	}

	/**
	 * The text of the next value, whatever its kind.
	 */
	public String readRawValue() {
		peek();
		int start = this.position;
		skipValue();
		return this.text.substring(start, this.position);
	}

	public void skipValue() {
		int depth = 0;
		do {
			switch (peek()) {
				case '"' -> skipString();
				case '{', '[' -> {
					this.position++;
					if (++depth > MAX_DEPTH) {
						throw new CodecException("Nested deeper than " + MAX_DEPTH + " levels");
					}
				}
				case '}', ']' -> {
					if (--depth < 0) {
						throw unexpected("a value");
					}
					this.position++;
				}
				case ',', ':' -> {
					if (depth == 0) {
						throw unexpected("a value");
					}
					this.position++;
				}
				default -> skipScalar();
			}
		}
		while (depth > 0);
	}

	private void skipString() {
		int start = this.position;
		int end = start;
		do {
			// Intrinsic, so that long strings cost next to nothing.
			end = this.text.indexOf('"', end + 1);
			if (end < 0) {
				throw new CodecException("Unterminated string at character " + start);
			}
		}
		while (isEscaped(end));
		this.position = end + 1;
	}

	private boolean isEscaped(int quote) {
		int i = quote;
		while (this.text.charAt(i - 1) == '\\') {
			i--;
		}
		return (quote - i) % 2 == 1;
	}

	private void skipScalar() {
		int start = this.position;
		while (this.position < this.text.length() && isScalar(this.text.charAt(this.position))) {
			this.position++;
		}
		if (this.position == start) {
			throw unexpected("a value");
		}
	}

	private static boolean isScalar(char c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
	}

	private CodecException unexpected(String expected) {
		if (this.position >= this.text.length()) {
			return new CodecException("Expected " + expected + " but the text ends at character " + this.position);
		}
		return new CodecException("Expected " + expected + " at character " + this.position);
	}

}
