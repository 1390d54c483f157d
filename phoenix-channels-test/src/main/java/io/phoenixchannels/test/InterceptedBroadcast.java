package io.phoenixchannels.test;

import io.phoenixchannels.test.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A broadcast on its way to one channel that intercepts its event. Unless it is pushed,
 * the client does not get it.
 */
public final class InterceptedBroadcast {

	private final ServerChannel channel;

	private final String event;

	private final @Nullable Object payload;

	InterceptedBroadcast(ServerChannel channel, String event, @Nullable Object payload) {
		this.channel = channel;
		this.event = event;
		this.payload = payload;
	}

	public ServerChannel channel() {
		return this.channel;
	}

	public String event() {
		return this.event;
	}

	/**
	 * The payload, a JSON null if it is binary.
	 */
	public JsonNode payload() {
		return (this.payload instanceof byte[]) ? Json.NULL : Json.tree(this.payload);
	}

	/**
	 * Pushes the broadcast on as it is.
	 */
	public void push() {
		this.channel.push(this.event, this.payload);
	}

	/**
	 * Pushes another payload instead.
	 * @param payload bytes, or anything Jackson can write
	 */
	public void push(Object payload) {
		this.channel.push(this.event, payload);
	}

}
