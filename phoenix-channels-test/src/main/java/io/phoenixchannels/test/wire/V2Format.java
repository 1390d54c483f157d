package io.phoenixchannels.test.wire;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Version 2.0.0: {@code [join_ref, ref, topic, event, payload]} as text; payloads of
 * bytes in the layouts of {@link V2Binary}.
 */
final class V2Format implements WireFormat {

	@Override
	public Frame decode(Message message) {
		return message.text() ? decodeText(message) : V2Binary.decodeClient(message.data());
	}

	@Override
	public Frame decodeServer(Message message) {
		return message.text() ? decodeText(message) : V2Binary.decodeServer(message.data());
	}

	private Frame decodeText(Message message) {
		String text = Json.utf8(message.data());
		if (text == null) {
			throw new MalformedFrameException("Not UTF-8");
		}
		JsonNode array = Json.parse(text);
		if (!array.isArray() || array.size() < 5) {
			throw new MalformedFrameException("Not an array of at least five elements");
		}
		return new Frame(array.get(0), array.get(1), array.get(2), array.get(3), array.get(4), null, null);
	}

	@Override
	public Message reply(JsonNode joinRef, JsonNode ref, JsonNode topic, String status, @Nullable Object response) {
		if (response instanceof byte[] bytes) {
			return V2Binary.reply(joinRef, ref, topic, status, bytes);
		}
		return Message.text(Json.document((json) -> {
			head(json, joinRef, ref, topic, "phx_reply");
			json.writeStartObject();
			json.property("response", response);
			json.property("status", status);
			json.writeEndObject();
			json.writeEndArray();
		}));
	}

	@Override
	public Message push(JsonNode joinRef, String topic, String event, @Nullable Object payload) {
		if (payload instanceof byte[] bytes) {
			return V2Binary.push(joinRef, topic, event, bytes);
		}
		return message(joinRef, Json.NULL, topic, event, payload);
	}

	@Override
	public Message broadcast(String topic, String event, @Nullable Object payload) {
		if (payload instanceof byte[] bytes) {
			return V2Binary.broadcast(topic, event, bytes);
		}
		return message(Json.NULL, Json.NULL, topic, event, payload);
	}

	@Override
	public Message end(JsonNode joinRef, String topic, String event, @Nullable Object payload) {
		return message(joinRef, joinRef, topic, event, payload);
	}

	private Message message(JsonNode joinRef, JsonNode ref, String topic, String event, @Nullable Object payload) {
		return Message.text(Json.document((json) -> {
			head(json, joinRef, ref, StringNode.valueOf(topic), event);
			json.value((payload != null) ? payload : Map.of());
			json.writeEndArray();
		}));
	}

	private void head(Json.Output json, JsonNode joinRef, JsonNode ref, JsonNode topic, String event) {
		json.writeStartArray();
		json.value(joinRef);
		json.value(ref);
		json.value(topic);
		json.value(event);
	}

}
