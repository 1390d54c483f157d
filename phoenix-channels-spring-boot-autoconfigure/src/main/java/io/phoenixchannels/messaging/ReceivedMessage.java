package io.phoenixchannels.messaging;

import java.util.HashMap;
import java.util.Map;

import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * A Phoenix message as spring-messaging sees it, with {@link PhoenixHeaders} and the
 * content type. It has no id and no timestamp, which Phoenix does not give. Its text says
 * nothing of the payload, as exceptions of spring-messaging quote it.
 */
public final class ReceivedMessage implements Message<Object> {

	private final PhoenixMessage message;

	private final MessageHeaders headers;

	private final @Nullable Object payload;

	/**
	 * Shows a message with its payload as it came: JSON as a String, binary as
	 * {@code byte[]}.
	 */
	public ReceivedMessage(PhoenixMessage message) {
		this(message, new Headers(message), null);
	}

	private ReceivedMessage(PhoenixMessage message, MessageHeaders headers, @Nullable Object payload) {
		this.message = message;
		this.headers = headers;
		this.payload = payload;
	}

	/**
	 * The same message with its payload read as something else.
	 */
	public ReceivedMessage withPayload(Object payload) {
		return new ReceivedMessage(this.message, this.headers, payload);
	}

	@Override
	public Object getPayload() {
		return (this.payload != null) ? this.payload : raw(this.message);
	}

	private static Object raw(PhoenixMessage message) {
		Payload payload = message.payload();
		if (payload instanceof BinaryPayload binary) {
			return binary.toByteArray();
		}
		return (payload instanceof JsonPayload json) ? json.json() : message.payload(String.class);
	}

	@Override
	public MessageHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public String toString() {
		return this.message.toString();
	}

	private static final class Headers extends MessageHeaders {

		private static final Long NO_TIMESTAMP = -1L;

		private Headers(PhoenixMessage message) {
			super(values(message), ID_VALUE_NONE, NO_TIMESTAMP);
		}

		private static Map<String, Object> values(PhoenixMessage message) {
			Map<String, Object> values = new HashMap<>();
			values.put(PhoenixHeaders.TOPIC, message.topic());
			values.put(PhoenixHeaders.EVENT, message.event());
			put(values, PhoenixHeaders.REF, message.ref());
			put(values, PhoenixHeaders.JOIN_REF, message.joinRef());
			values.put(CONTENT_TYPE, contentType(message.payload()));
			return values;
		}

		private static void put(Map<String, Object> values, String name, @Nullable String value) {
			if (value != null) {
				values.put(name, value);
			}
		}

		private static MimeType contentType(Payload payload) {
			return (payload instanceof BinaryPayload) ? MimeTypeUtils.APPLICATION_OCTET_STREAM
					: MimeTypeUtils.APPLICATION_JSON;
		}

	}

}
