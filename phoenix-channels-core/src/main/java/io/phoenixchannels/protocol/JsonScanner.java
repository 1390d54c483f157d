package io.phoenixchannels.protocol;

import io.phoenixchannels.json.KnownNames;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON text without building anything from it, so that an envelope can be read
 * and its payload left for later. Everything is checked against the grammar of JSON but
 * for the inside of strings that are skipped, which is left to whoever binds them.
 * <p>
 * Whatever breaks a rule is a {@link CodecException} that names the rule and the
 * position.
 */
public final class JsonScanner {

	private static final String[] UNKNOWN = {};

	private final String text;

	private int position;

	public JsonScanner(String text) {
		this.text = text;
	}

	/**
	 * The value of a top-level member if the text is an object that has it as a string;
	 * of members that share the name the last one counts, as with Phoenix and Jackson.
	 */
	static @Nullable String stringMember(String json, String name) {
		JsonScanner scanner = new JsonScanner(json);
		String[] known = { name };
		String value = null;
		try {
			if (scanner.peek() != '{') {
				return null;
			}
			for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
				if (scanner.readName(known).equals(name)) {
					value = (scanner.peek() == '"') ? scanner.readString() : scanner.skipToNull();
				}
				else {
					scanner.skipValue();
				}
			}
			return value;
		}
		catch (CodecException ex) {
			return null;
		}
	}

	private @Nullable String skipToNull() {
		skipValue();
		return null;
	}

	/**
	 * Where the next character is read, counted from 0.
	 */
	public int position() {
		return this.position;
	}

	/**
	 * Goes to a position that was returned earlier.
	 */
	public void moveTo(int earlier) {
		this.position = earlier;
	}

	/**
	 * The next character that is not white space, or 0 at the end.
	 */
	public char peek() {
		this.position = JsonSkipper.whitespace(this.text, this.position);
		return (this.position < this.text.length()) ? this.text.charAt(this.position) : 0;
	}

	public void expect(char expected) {
		if (peek() != expected) {
			throw JsonSkipper.unexpected(this.text, this.position, "'" + expected + "'");
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

	/**
	 * Skips what comes next if it is exactly this.
	 */
	public boolean skipIf(String expected) {
		if (this.text.startsWith(expected, this.position)) {
			this.position += expected.length();
			return true;
		}
		return false;
	}

	public void expectEnd() {
		peek();
		if (this.position < this.text.length()) {
			throw JsonSkipper.unexpected(this.text, this.position, "the end");
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
		if (!skipIf('}')) {
			throw JsonSkipper.unexpected(this.text, this.position, "',' or '}'");
		}
		return false;
	}

	public String readName() {
		return readName(UNKNOWN);
	}

	/**
	 * Like {@link #readName()}, for names that are likely to be among the known ones.
	 */
	public String readName(String[] known) {
		String name = readString(known);
		expect(':');
		return name;
	}

	/**
	 * Reads a string and resolves its escapes.
	 * @throws CodecException also if an escape stands for half a surrogate pair, as that
	 * is no text that could ever be sent back
	 */
	public String readString() {
		return readString(UNKNOWN);
	}

	/**
	 * Like {@link #readString()}, for strings that come again and again: those that are
	 * known are not made anew, and all others become known.
	 */
	public String readString(KnownNames known) {
		if (peek() != '"') {
			throw JsonSkipper.unexpected(this.text, this.position, "a string");
		}
		int start = this.position + 1;
		String name = known.last();
		if (name == null || !KnownNames.isQuoted(name, this.text, start)) {
			int end = this.text.indexOf('"', start);
			name = (end >= 0) ? known.of(this.text, start, end) : null;
			if (name == null) {
				name = readString();
				// One with escapes is longer in the text, and would never be found.
				return (this.position - start - 1 == name.length()) ? known.add(name) : name;
			}
		}
		this.position = start + name.length() + 1;
		return name;
	}

	/**
	 * Like {@link #readString()}, but returns the very instance of a known string, which
	 * saves its allocation. Known strings must need no escape.
	 */
	public String readString(String[] known) {
		if (peek() != '"') {
			throw JsonSkipper.unexpected(this.text, this.position, "a string");
		}
		int start = this.position + 1;
		for (String candidate : known) {
			int end = start + candidate.length();
			if (end < this.text.length() && this.text.charAt(end) == '"' && this.text.startsWith(candidate, start)) {
				this.position = end + 1;
				return candidate;
			}
		}
		int i = start;
		while (i < this.text.length()) {
			char c = this.text.charAt(i);
			if (c == '"') {
				this.position = i + 1;
				return this.text.substring(start, i);
			}
			if (c == '\\') {
				break;
			}
			JsonEscapes.rejectControl(c, i);
			i++;
		}
		return readEscapedString(start, i);
	}

	private String readEscapedString(int start, int firstEscape) {
		StringBuilder result = new StringBuilder().append(this.text, start, firstEscape);
		int i = firstEscape;
		while (i < this.text.length()) {
			char c = this.text.charAt(i);
			if (c == '"') {
				this.position = i + 1;
				return result.toString();
			}
			if (c == '\\') {
				int end = JsonEscapes.end(this.text, i);
				JsonEscapes.resolve(this.text, i, end, result);
				i = end;
			}
			else {
				JsonEscapes.rejectControl(c, i);
				result.append(c);
				i++;
			}
		}
		throw new CodecException("Unterminated string at character " + (start - 1));
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

	/**
	 * The next value, whatever its kind, left in the text.
	 */
	public JsonPayload readPayload() {
		peek();
		int start = this.position;
		skipValue();
		// It is kept for as long as a topic is joined, and should not keep its frame.
		boolean empty = this.position - start == 2 && this.text.charAt(start) == '{';
		return empty ? Payload.EMPTY : new JsonPayload(this.text, start, this.position);
	}

	public void skipValue() {
		this.position = JsonSkipper.value(this.text, this.position);
	}

}
