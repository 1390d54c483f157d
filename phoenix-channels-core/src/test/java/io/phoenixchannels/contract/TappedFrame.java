package io.phoenixchannels.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A frame that passed the tap, read without the client's own code. Refs keep their JSON
 * text, so that {@code "1"} and {@code 1} differ.
 *
 * @param connection the how-manieth connection of the tap, from 1
 * @param head what precedes the payload; null if the message is no frame
 */
record TappedFrame(int connection, boolean outgoing, WireMessage message, @Nullable Head head) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * What precedes the payload.
	 *
	 * @param payload the JSON payload; null if it is binary
	 */
	record Head(@Nullable String joinRef, @Nullable String ref, String topic, String event,
			@Nullable JsonNode payload) {
	}

	static TappedFrame of(int connection, boolean outgoing, WireMessage message) {
		Head head = (message instanceof WireMessage.Binary binary) ? binary(outgoing, ByteBuffer.wrap(binary.bytes()))
				: text(((WireMessage.Text) message).text());
		return new TappedFrame(connection, outgoing, message, head);
	}

	private static @Nullable Head text(String text) {
		try {
			JsonNode json = JSON.readTree(text);
			if (json.isArray() && json.size() >= 5) {
				return new Head(ref(json.get(0)), ref(json.get(1)), json.get(2).asString(), json.get(3).asString(),
						json.get(4));
			}
			return (json.has("topic") && json.has("event"))
					? new Head(ref(json.path("join_ref")), ref(json.path("ref")), json.get("topic").asString(),
							json.get("event").asString(), json.get("payload"))
					: null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable String ref(JsonNode ref) {
		return (ref.isNull() || ref.isMissingNode()) ? null : ref.toString();
	}

	private static @Nullable Head binary(boolean outgoing, ByteBuffer bytes) {
		int kind = bytes.get();
		boolean hasJoinRef = kind != 2;
		boolean hasRef = outgoing || kind == 1;
		int joinRef = hasJoinRef ? bytes.get() & 0xFF : 0;
		int ref = hasRef ? bytes.get() & 0xFF : 0;
		int topic = bytes.get() & 0xFF;
		int event = bytes.get() & 0xFF;
		String joinRefText = text(bytes, joinRef);
		String refText = text(bytes, ref);
		String topicText = text(bytes, topic);
		String eventText = text(bytes, event);
		return new Head(quoted(joinRefText), quoted(refText), topicText, (kind == 1) ? "phx_reply" : eventText, null);
	}

	private static String text(ByteBuffer bytes, int length) {
		byte[] text = new byte[length];
		bytes.get(text);
		return new String(text, StandardCharsets.UTF_8);
	}

	private static @Nullable String quoted(String ref) {
		return ref.isEmpty() ? null : '"' + ref + '"';
	}

	boolean incoming() {
		return !this.outgoing;
	}

	boolean isEvent(String event) {
		return this.head != null && this.head.event().equals(event);
	}

	boolean isOn(String topic) {
		return this.head != null && this.head.topic().equals(topic);
	}

	String event() {
		return frame().event();
	}

	@Nullable String joinRef() {
		return frame().joinRef();
	}

	@Nullable String ref() {
		return frame().ref();
	}

	private Head frame() {
		return Objects.requireNonNull(this.head, () -> "No frame: " + this.message);
	}

}
