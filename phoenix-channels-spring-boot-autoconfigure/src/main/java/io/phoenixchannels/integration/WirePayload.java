package io.phoenixchannels.integration;

import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;

/**
 * Payloads as other adapters take them: JSON as its text, bytes as bytes.
 */
final class WirePayload {

	private WirePayload() {
	}

	static Object of(Payload payload) {
		if (payload instanceof JsonPayload json) {
			return json.json();
		}
		return (payload instanceof BinaryPayload binary) ? binary.toByteArray() : of(((Reply) payload).response());
	}

}
