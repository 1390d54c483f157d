package io.phoenixchannels.protocol;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One message of the protocol, whatever its form on the wire.
 *
 * @param joinRef the ref of the join that the message belongs to; null on broadcasts, on
 * heartbeats, and on replies for a topic that has no channel
 * @param ref what a reply is matched by; null on what the server sends of its own accord.
 * A ref that came as another JSON type than a string is kept as its JSON text
 * @param topic such as {@code room:lobby}; kept as its JSON text, too, if it came as
 * another type, which Phoenix does only to answer such a frame
 * @param event such as {@code shout}, or one of {@link ReservedEvents}
 * @param payload a {@link Reply} if, and only if, the event is {@code phx_reply}
 */
public record Frame(@Nullable String joinRef, @Nullable String ref, String topic, String event, Payload payload) {

	public Frame {
		Objects.requireNonNull(topic, "topic");
		Objects.requireNonNull(event, "event");
		Objects.requireNonNull(payload, "payload");
	}

	/**
	 * Names topic and event, and says how long the payload is, not what is in it.
	 */
	@Override
	public String toString() {
		return ShownText.of(this.event) + " on " + ShownText.of(this.topic) + ", " + this.payload;
	}

}
