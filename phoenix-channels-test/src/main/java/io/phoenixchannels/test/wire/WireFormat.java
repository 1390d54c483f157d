package io.phoenixchannels.test.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One version of the protocol, from the server's side. Payloads are bytes
 * ({@code byte[]}) or anything Jackson can write. Stateless.
 */
public interface WireFormat {

	/** Version 1.0.0: objects, text only. */
	WireFormat V1 = new V1Format();

	/** Version 2.0.0: arrays, and three binary layouts. */
	WireFormat V2 = new V2Format();

	/**
	 * Reads what a client sent.
	 * @throws MalformedFrameException if it is no message of this version
	 */
	Frame decode(Message message);

	/**
	 * Reads back what {@code this} wrote, for the frame log.
	 * @throws MalformedFrameException if a server of this version cannot have written it
	 */
	Frame decodeServer(Message message);

	/**
	 * A reply, the join's included.
	 */
	Message reply(JsonNode joinRef, JsonNode ref, JsonNode topic, String status, @Nullable Object response);

	/**
	 * A push of a channel: it has a join_ref and no ref.
	 */
	Message push(JsonNode joinRef, String topic, String event, @Nullable Object payload);

	/**
	 * A broadcast: it has neither.
	 */
	Message broadcast(String topic, String event, @Nullable Object payload);

	/**
	 * The end of a channel, phx_close or phx_error: the join's ref stands as ref, too.
	 */
	Message end(JsonNode joinRef, String topic, String event, @Nullable Object payload);

	/**
	 * The version a {@code vsn} parameter asks for: absent means 1.0.0, and any patch
	 * release of the two is taken (recording {@code refused_connect_403}).
	 * @return the version, or {@code null} if Phoenix refuses it
	 */
	static @Nullable WireFormat ofVsn(@Nullable JsonNode vsn) {
		if (vsn == null) {
			return V1;
		}
		String text = vsn.isString() ? vsn.stringValue() : "";
		if (text.matches("1\\.0\\.\\d+")) {
			return V1;
		}
		return text.matches("2\\.0\\.\\d+") ? V2 : null;
	}

}
