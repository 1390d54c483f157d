package io.phoenixchannels.test.wire;

import java.nio.charset.StandardCharsets;

/**
 * One whole WebSocket message as it stands on the wire.
 *
 * @param text whether it is a text message; else it is binary
 * @param data the bytes, UTF-8 for text; never changed once handed over
 */
public record Message(boolean text, byte[] data) {

	public static Message text(byte[] utf8) {
		return new Message(true, utf8);
	}

	public static Message binary(byte[] bytes) {
		return new Message(false, bytes);
	}

	@Override
	public String toString() {
		return (this.text ? "text" : "binary") + " message of " + this.data.length + " bytes";
	}

	public String asText() {
		return new String(this.data, StandardCharsets.UTF_8);
	}

}
