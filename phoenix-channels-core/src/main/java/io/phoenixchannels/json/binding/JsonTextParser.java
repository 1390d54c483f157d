package io.phoenixchannels.json.binding;

import io.phoenixchannels.json.KnownNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.Version;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * A parser of JSON text where it is: strings are found with the JVM's own search and
 * taken with one copy, names that were seen before with none. As strict as Jackson's own
 * parser is by default, but that strings which nobody asks for are not looked into. One
 * may be used for one text after another.
 */
final class JsonTextParser extends NumberToken {

	private static final int NONE = Integer.MAX_VALUE;

	/** How many names of a text are remembered in their order. */
	private static final int NAMES = 32;

	/** Strings up to this length are not worth a search by the JVM. */
	private static final int NEAR = 24;

	private final KnownNames names;

	private final @Nullable String[] lastNames = new String[NAMES];

	private int nameNumber;

	private final ControlCharacters controlCharacters = new ControlCharacters();

	private final JsonReadContext root = JsonReadContext.createRootContext(null);

	private JsonReadContext context = this.root;

	private String text = "";

	private int start;

	private int end;

	/** Where the next token is looked for. */
	private int position;

	private int tokenStart;

	/** Of the string that is the current token, without its quotes. */
	private int stringStart;

	private int stringEnd;

	private boolean escaped;

	/** Whether it is known to have no control characters. */
	private boolean checked;

	/** The next ones at or after the last position that was asked for. */
	private int nextQuote;

	private int nextBackslash;

	private @Nullable String string;

	JsonTextParser(ObjectReadContext context, KnownNames names) {
		super(context);
		this.names = names;
	}

	/**
	 * Begins with another text.
	 */
	JsonTextParser begin(String text, int start, int end) {
		_streamReadConstraints.validateDocumentLength(end - start);
		this.text = text;
		this.start = start;
		this.end = end;
		this.position = start;
		this.tokenStart = start;
		this.nameNumber = 0;
		this.nextQuote = -1;
		this.nextBackslash = -1;
		this.string = null;
		this.root.reset(TokenStreamContext.TYPE_ROOT, 0, 0);
		this.context = this.root;
		_closed = false;
		_currToken = null;
		_lastClearedToken = null;
		_tokenCount = 0;
		return this;
	}

	/**
	 * Forgets the text.
	 */
	void end() {
		begin("", 0, 0);
	}

	@Override
	public JsonToken nextToken() {
		this.string = null;
		if (_currToken == JsonToken.PROPERTY_NAME) {
			return value();
		}
		char c = skipWhitespace();
		if (c == 0 && this.position >= this.end) {
			_handleEOF();
			return _updateTokenToNull();
		}
		if (c == ']' || c == '}') {
			return closed(c);
		}
		if (this.context.expectComma()) {
			if (c != ',') {
				_reportUnexpectedChar(c, "was expecting comma to separate " + this.context.typeDesc() + " entries");
			}
			this.position++;
			skipWhitespace();
		}
		return this.context.inObject() ? name() : value();
	}

	private JsonToken closed(char c) {
		if ((c == ']') ? !this.context.inArray() : !this.context.inObject()) {
			_reportError("Unexpected close marker '" + c + "' in " + this.context.typeDesc());
		}
		this.tokenStart = this.position++;
		this.context = this.context.clearAndGetParent();
		return _updateToken((c == ']') ? JsonToken.END_ARRAY : JsonToken.END_OBJECT);
	}

	private JsonToken name() {
		if (current() != '"') {
			_reportUnexpectedChar(current(), "was expecting double-quote to start property name");
		}
		String name = readName();
		this.context.setCurrentName(name);
		if (skipWhitespace() != ':') {
			_reportUnexpectedChar(current(), "was expecting a colon to separate property name and value");
		}
		this.position++;
		return _updateToken(JsonToken.PROPERTY_NAME);
	}

	/**
	 * Members mostly come in the order of the text before.
	 */
	private String readName() {
		int number = this.nameNumber++;
		String guess = (number < NAMES) ? this.lastNames[number] : null;
		int from = this.position + 1;
		if (guess != null && KnownNames.isQuoted(guess, this.text, from)) {
			this.position = from + guess.length() + 1;
			if (this.position <= this.end) {
				return guess;
			}
			this.position = from - 1;
		}
		readString();
		_streamReadConstraints.validateNameLength(this.stringEnd - this.stringStart);
		if (this.escaped) {
			return unescaped();
		}
		String name = this.names.of(this.text, this.stringStart, this.stringEnd);
		if (name == null) {
			name = this.names.add(plain());
		}
		if (number < NAMES && name.length() <= KnownNames.LONGEST) {
			this.lastNames[number] = name;
		}
		return name;
	}

	private JsonToken value() {
		char c = skipWhitespace();
		this.tokenStart = this.position;
		switch (c) {
			case '"':
				readString();
				return _updateToken(JsonToken.VALUE_STRING);
			case '{':
				this.position++;
				this.context = this.context.createChildObjectContext(0, 0);
				_streamReadConstraints.validateNestingDepth(this.context.getNestingDepth());
				return _updateToken(JsonToken.START_OBJECT);
			case '[':
				this.position++;
				this.context = this.context.createChildArrayContext(0, 0);
				_streamReadConstraints.validateNestingDepth(this.context.getNestingDepth());
				return _updateToken(JsonToken.START_ARRAY);
			case 't':
				return literal("true", JsonToken.VALUE_TRUE);
			case 'f':
				return literal("false", JsonToken.VALUE_FALSE);
			case 'n':
				return literal("null", JsonToken.VALUE_NULL);
			default:
				return number(c);
		}
	}

	private JsonToken literal(String literal, JsonToken token) {
		int after = this.position + literal.length();
		if (after > this.end || !this.text.startsWith(literal, this.position) || isWordAt(after)) {
			_reportError(
					"Unrecognized token: was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
		}
		this.position = after;
		return _updateToken(token);
	}

	private JsonToken number(char c) {
		if (this.position >= this.end) {
			_reportInvalidEOF();
		}
		if (c != '-' && (c < '0' || c > '9')) {
			_reportUnexpectedChar(c, "expected a valid value");
		}
		this.position = readNumber(this.text, this.position, this.end);
		if (this.position < this.end && !mayFollowNumber(this.text.charAt(this.position))) {
			_reportUnexpectedChar(current(), "expected the end of a number");
		}
		return _updateToken(numberToken());
	}

	private boolean mayFollowNumber(char c) {
		boolean space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
		return space || (!this.context.inRoot() && (c == ',' || c == ']' || c == '}'));
	}

	private boolean isWordAt(int index) {
		return index < this.end && Character.isJavaIdentifierPart(this.text.charAt(index));
	}

	private char skipWhitespace() {
		int i = this.position;
		while (i < this.end) {
			char c = this.text.charAt(i);
			if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
				this.position = i;
				return c;
			}
			i++;
		}
		this.position = i;
		return 0;
	}

	private char current() {
		return (this.position < this.end) ? this.text.charAt(this.position) : 0;
	}

	/**
	 * Finds the end of the string that begins here.
	 */
	private void readString() {
		int from = this.position + 1;
		this.stringStart = from;
		this.escaped = false;
		this.checked = false;
		if (!readNear(from)) {
			readFar(from);
		}
	}

	private boolean readNear(int from) {
		int near = Math.min(from + NEAR, this.end);
		for (int i = from; i < near; i++) {
			char c = this.text.charAt(i);
			if (c == '"') {
				this.stringEnd = i;
				this.position = i + 1;
				this.checked = true;
				return true;
			}
			if (c < ' ' || c == '\\') {
				return false;
			}
		}
		return false;
	}

	private void readFar(int start) {
		int from = start;
		while (true) {
			if (this.nextQuote < from) {
				this.nextQuote = this.text.indexOf('"', from);
			}
			int quote = this.nextQuote;
			if (quote < 0 || quote >= this.end) {
				_reportInvalidEOF(" in a string", JsonToken.VALUE_STRING);
			}
			if (this.nextBackslash < from) {
				int found = this.text.indexOf('\\', from);
				this.nextBackslash = (found < 0) ? NONE : found;
			}
			if (this.nextBackslash > quote) {
				this.stringEnd = quote;
				this.position = quote + 1;
				return;
			}
			this.escaped = true;
			from = this.nextBackslash + 2;
		}
	}

	/**
	 * The current string, which has no escapes.
	 */
	private String plain() {
		if (!this.checked && this.controlCharacters.isAnyIn(this.text, this.stringStart, this.stringEnd)) {
			_reportError(
					"Illegal unquoted control character in a string: has to be escaped using backslash to be included");
		}
		return this.text.substring(this.stringStart, this.stringEnd);
	}

	private String unescaped() {
		String raw = plain();
		StringBuilder result = new StringBuilder(raw.length());
		int from = 0;
		for (int i = raw.indexOf('\\'); i >= 0; i = raw.indexOf('\\', from)) {
			result.append(raw, from, i);
			char c = raw.charAt(i + 1);
			from = i + 2;
			switch (c) {
				case '"', '\\', '/' -> result.append(c);
				case 'b' -> result.append('\b');
				case 'f' -> result.append('\f');
				case 'n' -> result.append('\n');
				case 'r' -> result.append('\r');
				case 't' -> result.append('\t');
				case 'u' -> {
					result.append(unicode(raw, from));
					from += 4;
				}
				default -> _reportError("Unrecognized character escape " + _getCharDesc(c));
			}
		}
		return result.append(raw, from, raw.length()).toString();
	}

	private char unicode(String raw, int from) {
		int value = 0;
		for (int i = from; i < from + 4; i++) {
			int digit = (i < raw.length() && raw.charAt(i) < 128) ? Character.digit(raw.charAt(i), 16) : -1;
			if (digit < 0) {
				_reportError("Expected four hexadecimal digits in a character escape");
			}
			value = 16 * value + digit;
		}
		return (char) value;
	}

	@Override
	public @Nullable String getString() {
		JsonToken token = _currToken;
		if (token == JsonToken.VALUE_STRING) {
			String string = this.string;
			if (string == null) {
				string = this.escaped ? unescaped() : plain();
				_streamReadConstraints.validateStringLength(string.length());
				this.string = string;
			}
			return string;
		}
		if (token == null) {
			return null;
		}
		return switch (token) {
			case PROPERTY_NAME -> this.context.currentName();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numberText();
			default -> token.asString();
		};
	}

	@Override
	public char @Nullable [] getStringCharacters() {
		String string = getString();
		return (string != null) ? string.toCharArray() : null;
	}

	@Override
	public int getStringLength() {
		String string = getString();
		return (string != null) ? string.length() : 0;
	}

	@Override
	public int getStringOffset() {
		return 0;
	}

	@Override
	public boolean hasStringCharacters() {
		return false;
	}

	@Override
	public @Nullable String getValueAsString() {
		return getValueAsString(null);
	}

	@Override
	public @Nullable String getValueAsString(@Nullable String defaultValue) {
		if (_currToken == JsonToken.VALUE_STRING || _currToken == JsonToken.PROPERTY_NAME) {
			return getString();
		}
		return super.getValueAsString(defaultValue);
	}

	@Override
	public byte[] getBinaryValue(Base64Variant variant) {
		if (_currToken != JsonToken.VALUE_STRING) {
			_reportError("Current token (%s) not VALUE_STRING, can not access as binary", _currToken);
		}
		try (ByteArrayBuilder builder = new ByteArrayBuilder()) {
			_decodeBase64(getString(), builder, variant);
			return builder.toByteArray();
		}
	}

	@Override
	public @Nullable String currentName() {
		if (_currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY) {
			JsonReadContext parent = this.context.getParent();
			return (parent != null) ? parent.currentName() : null;
		}
		return this.context.currentName();
	}

	@Override
	public TokenStreamContext streamReadContext() {
		return this.context;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.context.currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.context.assignCurrentValue(value);
	}

	@Override
	public TokenStreamLocation currentTokenLocation() {
		return location(this.tokenStart);
	}

	@Override
	public TokenStreamLocation currentLocation() {
		return location(this.position);
	}

	private TokenStreamLocation location(int index) {
		int line = 1;
		int lineStart = this.start;
		for (int i = this.start; i < Math.min(index, this.end); i++) {
			if (this.text.charAt(i) == '\n') {
				line++;
				lineStart = i + 1;
			}
		}
		return new TokenStreamLocation(ContentReference.redacted(), index - this.start, line, index - lineStart + 1);
	}

	@Override
	protected void _handleEOF() {
		if (!this.context.inRoot()) {
			_reportInvalidEOF(": expected close marker for " + this.context.typeDesc(), null);
		}
	}

	@Override
	public @Nullable Object streamReadInputSource() {
		return null;
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	protected void _closeInput() {
	}

	@Override
	protected void _releaseBuffers() {
	}

}
