package io.phoenixchannels.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client sent, read without the client's own codec.
 *
 * @param push the number in the payload of a user's push; 0 if it is none
 */
record ClientFrame(@Nullable String joinRef, String ref, String topic, String event, long push) {

	static final JsonMapper MAPPER = JsonMapper.builder().build();

	static final String JOIN = "phx_join";

	static final String LEAVE = "phx_leave";

	static final String HEARTBEAT = "heartbeat";

	static ClientFrame read(WireMessage message) {
		if (message instanceof WireMessage.Binary binary) {
			return read(ByteBuffer.wrap(binary.bytes()));
		}
		JsonNode json = MAPPER.readTree(((WireMessage.Text) message).text());
		return json.isArray() ? read(json.get(0), json.get(1), json.get(2), json.get(3), json.get(4)) : read(
				json.get("join_ref"), json.get("ref"), json.get("topic"), json.get("event"), json.get("payload"));
	}

	private static ClientFrame read(@Nullable JsonNode joinRef, JsonNode ref, JsonNode topic, JsonNode event,
			JsonNode payload) {
		JsonNode push = payload.get("push");
		return new ClientFrame((joinRef == null || joinRef.isNull()) ? null : joinRef.stringValue(), ref.stringValue(),
				topic.stringValue(), event.stringValue(), (push != null) ? push.longValue() : 0);
	}

	private static ClientFrame read(ByteBuffer bytes) {
		if (bytes.get() != 0) {
			throw new IllegalArgumentException("A client sent a binary frame that is no push");
		}
		int joinRef = bytes.get() & 0xFF;
		int ref = bytes.get() & 0xFF;
		int topic = bytes.get() & 0xFF;
		int event = bytes.get() & 0xFF;
		String joinRefText = text(bytes, joinRef);
		return new ClientFrame(joinRefText.isEmpty() ? null : joinRefText, text(bytes, ref), text(bytes, topic),
				text(bytes, event), bytes.getLong());
	}

	private static String text(ByteBuffer bytes, int length) {
		byte[] text = new byte[length];
		bytes.get(text);
		return new String(text, StandardCharsets.UTF_8);
	}

	boolean isHeartbeat() {
		return this.topic.equals("phoenix") && this.event.equals(HEARTBEAT);
	}

}
