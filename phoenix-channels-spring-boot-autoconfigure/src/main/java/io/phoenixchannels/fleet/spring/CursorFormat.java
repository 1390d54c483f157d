package io.phoenixchannels.fleet.spring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a cursor, the last message of a topic, is written into a store: one line with the
 * event, and the payload as it came.
 */
final class CursorFormat {

	/**
	 * What a key may have in the schema of Spring Integration, less a prefix of the
	 * store.
	 */
	private static final int LONGEST_KEY = 200;

	private static final char TEXT = 't';

	private static final char BYTES = 'b';

	/** Changes no number that it only hands on. */
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private final List<String> fields;

	/**
	 * Will write cursors.
	 * @param fields of a JSON object that are kept; none for all
	 */
	CursorFormat(List<String> fields) {
		this.fields = List.copyOf(fields);
	}

	/**
	 * The key of a topic's cursor; a digest of it where it would be too long.
	 */
	static String key(String prefix, String client, String topic) {
		String key = prefix + client + ":" + topic;
		if (key.length() <= LONGEST_KEY) {
			return key;
		}
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
			return prefix + HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String write(PhoenixMessage message) {
		Payload payload = message.payload();
		return (payload instanceof BinaryPayload binary)
				? BYTES + event(message) + Base64.getEncoder().encodeToString(binary.toByteArray())
				: TEXT + event(message) + kept(((JsonPayload) payload).json());
	}

	/** Escaped, so that it is one line. */
	private static String event(PhoenixMessage message) {
		return MAPPER.writeValueAsString(message.event()) + '\n';
	}

	private String kept(String json) {
		if (this.fields.isEmpty() || !(MAPPER.readTree(json) instanceof ObjectNode object)) {
			return json;
		}
		return MAPPER.writeValueAsString(object.retain(this.fields));
	}

	/**
	 * Reads a cursor.
	 * @param text null for none
	 * @return null if there is none, or it is something else
	 */
	static @Nullable PhoenixMessage read(String topic, @Nullable String text, PayloadConverter converter) {
		int end = (text != null) ? text.indexOf('\n') : -1;
		if (text == null || end < 0) {
			return null;
		}
		try {
			String event = MAPPER.readValue(text.substring(1, end), String.class);
			String rest = text.substring(end + 1);
			Payload payload = (text.charAt(0) == BYTES) ? Payload.binary(Base64.getDecoder().decode(rest))
					: Payload.json(rest);
			return PhoenixMessage.of(topic, event, payload, converter);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return null;
		}
	}

}
