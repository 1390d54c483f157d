package io.phoenixchannels.protocol;

import java.util.Objects;

/**
 * JSON text exactly as it is on the wire, kept unparsed so that it can be bound once,
 * straight to the type that somebody asks for.
 *
 * @param json one JSON value of any kind: Phoenix accepts and sends objects, lists,
 * strings, numbers, booleans and null
 */
public record JsonPayload(String json) implements Payload {

	public JsonPayload {
		Objects.requireNonNull(json, "json");
	}

	/**
	 * Says how long the text is, not what is in it: payloads may hold secrets.
	 */
	@Override
	public String toString() {
		return "JSON (" + this.json.length() + " characters)";
	}

}
