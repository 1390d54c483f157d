package io.phoenixchannels.protocol;

/**
 * What a frame carries. Immutable.
 */
public sealed interface Payload permits JsonPayload, BinaryPayload, Reply {

	/**
	 * The empty JSON object, which Phoenix uses wherever there is nothing to say.
	 */
	JsonPayload EMPTY = new JsonPayload("{}");

	/**
	 * A payload of JSON text.
	 * @param json one complete JSON value of any kind; it is sent as it is, and is not
	 * checked here, but when it is encoded
	 */
	static JsonPayload json(String json) {
		return new JsonPayload(json);
	}

	/**
	 * A payload of bytes, sent as a binary frame. The array is not copied: it must not be
	 * changed afterwards.
	 */
	static BinaryPayload binary(byte[] bytes) {
		return new BinaryPayload(bytes);
	}

}
