package io.phoenixchannels.protocol;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * JSON text exactly as it is on the wire, kept unparsed so that it can be bound once,
 * straight to the type that somebody asks for. It may be a part of a frame's text, and is
 * then cut out only if somebody asks for it.
 */
public final class JsonPayload implements Payload {

	private final String source;

	private final int start;

	private final int end;

	/** Races are harmless: all threads get equal text. */
	private @Nullable String json;

	/**
	 * Creates a payload.
	 * @param json one JSON value of any kind: Phoenix accepts and sends objects, lists,
	 * strings, numbers, booleans and null
	 */
	public JsonPayload(String json) {
		this(Objects.requireNonNull(json, "json"), 0, json.length());
		this.json = json;
	}

	/**
	 * Creates a payload that is a part of a text.
	 * @param end after the last character
	 */
	public JsonPayload(String source, int start, int end) {
		Objects.checkFromToIndex(start, end, source.length());
		this.source = source;
		this.start = start;
		this.end = end;
	}

	/**
	 * The text.
	 */
	public String json() {
		String json = this.json;
		if (json == null) {
			json = this.source.substring(this.start, this.end);
			this.json = json;
		}
		return json;
	}

	/**
	 * Whether it is a JSON string.
	 */
	public boolean isString() {
		return this.start < this.end && this.source.charAt(this.start) == '"';
	}

	/**
	 * Reads the text where it is.
	 */
	public <T extends @Nullable Object> T read(Reader<T> reader) {
		return reader.read(this.source, this.start, this.end);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof JsonPayload that && json().equals(that.json());
	}

	@Override
	public int hashCode() {
		return json().hashCode();
	}

	/**
	 * Says how long the text is, not what is in it: payloads may hold secrets.
	 */
	@Override
	public String toString() {
		return "JSON (" + (this.end - this.start) + " characters)";
	}

	/**
	 * Makes something of a part of a text.
	 *
	 * @param <T> of what
	 */
	@FunctionalInterface
	public interface Reader<T extends @Nullable Object> {

		T read(String source, int start, int end);

	}

}
