package io.phoenixchannels.test.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One decoded Phoenix message. Every head field is kept as the JSON value it arrived as,
 * since Phoenix echoes refs with their type and even answers for a topic that is a
 * number.
 *
 * @param joinRef the join_ref, a JSON null when there is none
 * @param ref the ref, a JSON null when there is none
 * @param topic the topic
 * @param event the event
 * @param json the JSON payload, {@code null} when the payload is binary
 * @param bytes the binary payload, {@code null} when the payload is JSON
 * @param status the status of a binary reply, {@code null} for every other frame
 */
public record Frame(JsonNode joinRef, JsonNode ref, JsonNode topic, JsonNode event, @Nullable JsonNode json,
		byte @Nullable [] bytes, @Nullable String status) {

	/**
	 * The payload as the encoders take it: a tree, or the bytes.
	 */
	public Object payload() {
		if (this.bytes != null) {
			return this.bytes;
		}
		return (this.json != null) ? this.json : Json.NULL;
	}

	/**
	 * The topic when it is text, else {@code null}: no channel can have another one.
	 */
	public @Nullable String topicText() {
		return this.topic.isString() ? this.topic.stringValue() : null;
	}

	public boolean isEvent(String name) {
		return this.event.isString() && name.equals(this.event.stringValue());
	}

	@Override
	public String toString() {
		return "[" + this.joinRef + "," + this.ref + "," + this.topic + "," + this.event + "]";
	}

}
