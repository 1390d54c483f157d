package io.phoenixchannels.protocol;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server's message says, found without any code of the codecs: by Jackson's tree
 * for text, and by a table of the fields for bytes.
 *
 * @param status the status of a reply, else null
 * @param content the payload, or the response of a reply: a tree or bytes
 */
record IndependentReading(JsonNode joinRef, JsonNode ref, JsonNode topic, String event, @Nullable String status,
		Object content) {

	/**
	 * Keeps every digit of a number.
	 */
	static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private static final JsonNode NULL = MAPPER.getNodeFactory().nullNode();

	private static final Map<Integer, List<String>> SERVER_LAYOUTS = Map.of(0, List.of("join_ref", "topic", "event"), 1,
			List.of("join_ref", "ref", "topic", "status"), 2, List.of("topic", "event"));

	static IndependentReading of(String version, WireMessage message) {
		if (message instanceof WireMessage.Text text) {
			JsonNode json = MAPPER.readTree(text.text());
			return version.equals("2.0.0") ? ofArray(json) : ofObject(json);
		}
		return ofBytes(((WireMessage.Binary) message).bytes());
	}

	private static IndependentReading ofArray(JsonNode json) {
		require(json.isArray() && json.size() >= 5);
		return of(json.get(0), json.get(1), json.get(2), json.get(3), json.get(4));
	}

	private static IndependentReading ofObject(JsonNode json) {
		require(json.isObject() && json.has("topic") && json.has("event") && json.has("payload"));
		JsonNode ref = json.has("ref") ? json.get("ref") : NULL;
		boolean endsJoin = Set.of("phx_close", "phx_error").contains(json.get("event").asString(""));
		return of(endsJoin ? ref : NULL, ref, json.get("topic"), json.get("event"), json.get("payload"));
	}

	private static IndependentReading of(JsonNode joinRef, JsonNode ref, JsonNode topic, JsonNode event,
			JsonNode payload) {
		require(event.isString());
		if (!event.stringValue().equals("phx_reply")) {
			return new IndependentReading(joinRef, ref, topic, event.stringValue(), null, payload);
		}
		require(payload.isObject() && payload.has("response") && payload.has("status"));
		JsonNode status = payload.get("status");
		require(status.isString() || status.isBoolean() || status.isNull());
		return new IndependentReading(joinRef, ref, topic, "phx_reply",
				status.isString() ? status.stringValue() : status.toString(), payload.get("response"));
	}

	private static IndependentReading ofBytes(byte[] bytes) {
		Map<String, String> fields = new HashMap<>();
		byte[] rest = fields(bytes, SERVER_LAYOUTS, fields);
		String event = fields.getOrDefault("event", "phx_reply");
		return new IndependentReading(refOf(fields.get("join_ref")), refOf(fields.get("ref")),
				MAPPER.getNodeFactory().stringNode(fields.get("topic")), event, fields.get("status"), rest);
	}

	/**
	 * Reads the header.
	 * @return the bytes behind it
	 */
	static byte[] fields(byte[] bytes, Map<Integer, List<String>> layouts, Map<String, String> fields) {
		ByteArrayInputStream input = new ByteArrayInputStream(bytes);
		List<String> names = layouts.get(input.read());
		require(names != null && input.available() >= names.size());
		int[] lengths = names.stream().mapToInt((name) -> input.read()).toArray();
		for (int i = 0; i < lengths.length; i++) {
			byte[] field = new byte[lengths[i]];
			require(input.readNBytes(field, 0, field.length) == field.length);
			fields.put(names.get(i), new String(field, StandardCharsets.UTF_8));
		}
		return input.readAllBytes();
	}

	private static JsonNode refOf(@Nullable String field) {
		return (field == null || field.isEmpty()) ? NULL : MAPPER.getNodeFactory().stringNode(field);
	}

	private static void require(boolean rule) {
		if (!rule) {
			throw new IllegalArgumentException("No frame");
		}
	}

	void assertSameAs(Frame frame, String where) {
		assertSame(this.joinRef, frame.joinRef(), where);
		assertSame(this.ref, frame.ref(), where);
		assertSame(this.topic, frame.topic(), where);
		assertThat(frame.event()).as(where).isEqualTo(this.event);
		Payload payload = frame.payload();
		if (this.status != null) {
			assertThat(payload).as(where).isInstanceOf(Reply.class);
			assertThat(((Reply) payload).status()).as(where).isEqualTo(this.status);
			payload = ((Reply) payload).response();
		}
		if (this.content instanceof byte[] bytes) {
			assertThat(payload).as(where).isEqualTo(Payload.binary(bytes));
		}
		else {
			assertThat(payload).as(where).isInstanceOf(JsonPayload.class);
			assertThat(MAPPER.readTree(((JsonPayload) payload).json())).as(where).isEqualTo(this.content);
		}
	}

	/**
	 * Strings are compared as such, null with null, and all else as JSON.
	 */
	private static void assertSame(JsonNode expected, @Nullable String actual, String where) {
		if (expected.isNull() && actual == null) {
			return;
		}
		assertThat(actual).as(where).isNotNull();
		JsonNode node = expected.isString() ? MAPPER.getNodeFactory().stringNode(actual) : MAPPER.readTree(actual);
		assertThat(node).as(where).isEqualTo(expected);
	}

}
