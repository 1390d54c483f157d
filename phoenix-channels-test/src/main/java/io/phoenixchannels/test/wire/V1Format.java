package io.phoenixchannels.test.wire;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Version 1.0.0: one object a message, keys in alphabetical order. Frames of the server
 * never carry a join_ref; the client may send one.
 */
final class V1Format implements WireFormat {

	@Override
	public Frame decode(Message message) {
		String text = Json.utf8(message.data());
		if (text == null) {
			throw new MalformedFrameException("Not UTF-8");
		}
		JsonNode object = Json.parse(text);
		if (!object.isObject()) {
			throw new MalformedFrameException("Not an object");
		}
		JsonNode joinRef = object.get("join_ref");
		return new Frame((joinRef != null) ? joinRef : Json.NULL, key(object, "ref"), key(object, "topic"),
				key(object, "event"), key(object, "payload"), null, null);
	}

	@Override
	public Frame decodeServer(Message message) {
		return decode(message);
	}

	private JsonNode key(JsonNode object, String name) {
		JsonNode value = object.get(name);
		if (value == null) {
			throw new MalformedFrameException("The key " + name + " is missing");
		}
		return value;
	}

	@Override
	public Message reply(JsonNode joinRef, JsonNode ref, JsonNode topic, String status, @Nullable Object response) {
		refuseBytes(response);
		return Message.text(Json.document((json) -> {
			json.writeStartObject();
			json.property("event", "phx_reply");
			json.writeName("payload");
			json.writeStartObject();
			json.property("response", response);
			json.property("status", status);
			json.writeEndObject();
			json.property("ref", ref);
			json.property("topic", topic);
			json.writeEndObject();
		}));
	}

	@Override
	public Message push(JsonNode joinRef, String topic, String event, @Nullable Object payload) {
		return broadcast(topic, event, payload);
	}

	@Override
	public Message broadcast(String topic, String event, @Nullable Object payload) {
		return message(Json.NULL, topic, event, payload);
	}

	@Override
	public Message end(JsonNode joinRef, String topic, String event, @Nullable Object payload) {
		return message(joinRef, topic, event, payload);
	}

	private Message message(JsonNode ref, String topic, String event, @Nullable Object payload) {
		refuseBytes(payload);
		return Message.text(Json.document((json) -> {
			json.writeStartObject();
			json.property("event", event);
			json.property("payload", (payload != null) ? payload : Map.of());
			json.property("ref", ref);
			json.property("topic", StringNode.valueOf(topic));
			json.writeEndObject();
		}));
	}

	private void refuseBytes(@Nullable Object payload) {
		if (payload instanceof byte[]) {
			throw new UnsupportedPayloadException("Version 1.0.0 cannot carry a binary payload");
		}
	}

}
