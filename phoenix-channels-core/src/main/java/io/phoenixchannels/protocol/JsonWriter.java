package io.phoenixchannels.protocol;

import java.nio.charset.StandardCharsets;

import io.phoenixchannels.json.EightBytes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes the envelope of a frame around a payload that is JSON already.
 * <p>
 * Whatever Phoenix could not read is refused here, since it answers such a frame by
 * closing the whole socket, with all of its channels (recording {@code malformed_frame}).
 */
public final class JsonWriter {

	/** From here on it pays to look at eight characters at once. */
	private static final int LONG = 256;

	/** Since the payload, if that was written. */
	private final StringBuilder text;

	/** Up to the payload. */
	private String head = "";

	/** Copied once only, when all is there: it may be long. */
	private String payload = "";

	public JsonWriter(int expectedLength) {
		this.text = new StringBuilder(expectedLength);
	}

	/**
	 * Punctuation and names of the envelope, written as they are.
	 */
	public JsonWriter raw(String punctuation) {
		this.text.append(punctuation);
		return this;
	}

	/**
	 * A field of the envelope.
	 * @param name what the field is called in errors
	 * @throws CodecException if it has half a surrogate pair
	 */
	public JsonWriter string(String name, @Nullable String value) {
		if (value == null) {
			this.text.append("null");
			return this;
		}
		UnicodeText.check(name, value);
		this.text.append('"');
		JsonStringEncoder.getInstance().quoteAsString(value, this.text);
		this.text.append('"');
		return this;
	}

	/**
	 * The payload, as it is, once in a frame.
	 * @throws CodecException if it is not exactly one JSON value
	 */
	public JsonWriter payload(JsonPayload payload) {
		String json = payload.json();
		try {
			int end = JsonSkipper.whitespace(json, JsonSkipper.value(json, 0));
			if (end < json.length()) {
				throw JsonSkipper.unexpected(json, end, "the end");
			}
			if (isOdd(json)) {
				checkStrings(json);
			}
		}
		catch (CodecException ex) {
			throw new CodecException("The payload cannot be sent as JSON: " + ex.getMessage());
		}
		this.head = this.text.toString();
		this.payload = json;
		this.text.setLength(0);
		return this;
	}

	/**
	 * Whether there is an escape, half a pair or a control character to look at: hardly
	 * ever, and found out many times faster than where it is.
	 */
	private static boolean isOdd(String json) {
		if (json.length() >= LONG) {
			byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
			if (bytes.length == json.length() && !mayBeOdd(bytes)) {
				return false;
			}
		}
		// Without a branch for each character: what is looked for makes the sign
		// negative.
		int signs = 0;
		for (int i = 0; i < json.length(); i++) {
			char c = json.charAt(i);
			signs |= (c - ' ') | (Character.MIN_SURROGATE - 1 - c) | ((c ^ '\\') - 1);
		}
		return signs < 0;
	}

	private static boolean mayBeOdd(byte[] text) {
		long found = 0;
		int from = 0;
		for (; from + Long.BYTES < text.length; from += Long.BYTES) {
			found |= odd(EightBytes.at(text, from));
		}
		// Some of the last eight for a second time.
		return (found | odd(EightBytes.at(text, text.length - Long.BYTES))) != 0;
	}

	private static long odd(long eight) {
		// Half a pair becomes a question mark.
		return EightBytes.controls(eight) | EightBytes.those(eight, '\\') | EightBytes.those(eight, '?');
	}

	private static void checkStrings(String json) {
		boolean inside = false;
		int i = 0;
		while (i < json.length()) {
			char c = json.charAt(i);
			if (c == '\\') {
				i = JsonEscapes.end(json, i);
			}
			else if (c >= Character.MIN_SURROGATE) {
				i = UnicodeText.next(json, i);
			}
			else {
				if (c == '"') {
					inside = !inside;
				}
				else if (inside) {
					JsonEscapes.rejectControl(c, i);
				}
				i++;
			}
		}
	}

	/**
	 * What has been written. Deliberately not {@code toString()}: it holds a payload.
	 */
	public String text() {
		return this.head + this.payload + this.text;
	}

}
