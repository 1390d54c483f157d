package io.phoenixchannels.simulation;

import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the server sends.
 *
 * @param payload as JSON
 * @param number of a broadcast, from 1, in the order of its topic; 0 if it is none
 */
record ServerFrame(@Nullable String joinRef, @Nullable String ref, String topic, String event, String payload,
		long number) {

	static final String REPLY = "phx_reply";

	static final String NEWS = "news";

	static ServerFrame reply(@Nullable String joinRef, String ref, String topic, String status, String response) {
		return new ServerFrame(joinRef, ref, topic, REPLY,
				"{\"response\":" + response + ",\"status\":\"" + status + "\"}", 0);
	}

	static ServerFrame unmatched(ClientFrame frame) {
		return reply(null, frame.ref(), frame.topic(), "error", "{\"reason\":\"unmatched topic\"}");
	}

	/**
	 * The end of a channel; both refs are its join's.
	 */
	static ServerFrame end(String joinRef, String topic, boolean crashed) {
		return new ServerFrame(joinRef, joinRef, topic, crashed ? "phx_error" : "phx_close",
				crashed ? "{\"reason\":\"channel_crash\"}" : "{}", 0);
	}

	static ServerFrame news(@Nullable String joinRef, String topic, long number) {
		return new ServerFrame(joinRef, null, topic, NEWS, "{\"n\":" + number + "}", number);
	}

	boolean isReply() {
		return this.event.equals(REPLY);
	}

	boolean isOk() {
		return this.payload.endsWith("\"status\":\"ok\"}");
	}

	boolean isUnmatched() {
		return isReply() && this.joinRef == null && this.payload.contains("unmatched topic");
	}

	boolean isEnd() {
		return this.event.equals("phx_error") || this.event.equals("phx_close");
	}

	/**
	 * As a client of version 1 gets it: no join_ref, but the ref of an end.
	 */
	ServerFrame inVersion1() {
		return isEnd() ? this : new ServerFrame(null, this.ref, this.topic, this.event, this.payload, this.number);
	}

	WireMessage encode(boolean version1) {
		if (version1) {
			return new WireMessage.Text("{\"topic\":\"" + this.topic + "\",\"ref\":" + quoted(this.ref)
					+ ",\"payload\":" + this.payload + ",\"event\":\"" + this.event + "\"}");
		}
		return new WireMessage.Text("[" + quoted(this.joinRef) + "," + quoted(this.ref) + ",\"" + this.topic + "\",\""
				+ this.event + "\"," + this.payload + "]");
	}

	private static @Nullable String quoted(@Nullable String ref) {
		return (ref != null) ? "\"" + ref + "\"" : "null";
	}

	@Override
	public String toString() {
		return "[" + this.joinRef + "," + this.ref + "," + this.topic + "," + this.event + "," + this.payload + "]";
	}

}
