package io.phoenixchannels.test;

import java.util.Map;

import io.phoenixchannels.test.wire.Frame;
import io.phoenixchannels.test.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A push of a client. It may be answered never, once or, to play a bad server, several
 * times; from the script or later from any thread. Once the channel has ended nothing is
 * sent any more.
 * <p>
 * Payloads and responses are bytes ({@code byte[]}) for a binary frame, or anything
 * Jackson can write, {@link tools.jackson.databind.util.RawValue} for JSON that is ready
 * included; a client of protocol version 1.0.0 cannot take bytes, and sending them
 * crashes the channel (recording {@code binary_on_v1}).
 */
public final class ChannelPush {

	private final ServerChannel channel;

	private final Frame frame;

	ChannelPush(ServerChannel channel, Frame frame) {
		this.channel = channel;
		this.frame = frame;
	}

	public ServerChannel channel() {
		return this.channel;
	}

	public ServerConnection connection() {
		return this.channel.connection();
	}

	public String topic() {
		return this.channel.topic();
	}

	/**
	 * The event; its JSON text if the client sent something that is no string.
	 */
	public String event() {
		return this.frame.event().isString() ? this.frame.event().stringValue() : this.frame.event().toString();
	}

	/**
	 * The event as the client sent it.
	 */
	public JsonNode rawEvent() {
		return this.frame.event();
	}

	/**
	 * The ref, of whatever JSON type the client sent; a JSON null if it wants no reply.
	 */
	public JsonNode ref() {
		return this.frame.ref();
	}

	/**
	 * The join_ref that came with the push, possibly a JSON null.
	 */
	public JsonNode joinRef() {
		return this.frame.joinRef();
	}

	public boolean isBinary() {
		return this.frame.bytes() != null;
	}

	/**
	 * The JSON payload; a JSON null if the push is binary.
	 */
	public JsonNode payload() {
		return (this.frame.json() != null) ? this.frame.json() : Json.NULL;
	}

	/**
	 * The JSON payload as a type.
	 */
	public <T> T payload(Class<T> type) {
		return Json.bind(payload(), type);
	}

	/**
	 * The binary payload.
	 * @throws IllegalStateException if the payload is JSON
	 */
	public byte[] bytes() {
		byte[] bytes = this.frame.bytes();
		if (bytes == null) {
			throw new IllegalStateException("The push of " + event() + " on " + topic() + " is not binary");
		}
		return bytes;
	}

	/**
	 * The payload to send on as it came: a tree, or bytes.
	 */
	public Object body() {
		return this.frame.payload();
	}

	/**
	 * Replies with status ok and the response <code>{}</code>.
	 */
	public void ok() {
		reply("ok", Map.of());
	}

	public void ok(@Nullable Object response) {
		reply("ok", response);
	}

	/**
	 * Replies with status error and the response <code>{}</code>.
	 */
	public void error() {
		reply("error", Map.of());
	}

	public void error(@Nullable Object response) {
		reply("error", response);
	}

	/**
	 * Replies with any status; Phoenix allows every atom.
	 */
	public void reply(String status, @Nullable Object response) {
		this.channel.process().reply(this.frame, status, response);
	}

	/**
	 * Says that no reply is meant: what a script that sends none says anyway.
	 */
	public void noreply() {
	}

	/**
	 * Pushes to the sender alone.
	 */
	public void push(String event, @Nullable Object payload) {
		this.channel.push(event, payload);
	}

	/**
	 * Broadcasts to everyone on the topic, the sender included.
	 */
	public void broadcast(String event, @Nullable Object payload) {
		this.channel.broadcast(event, payload);
	}

	/**
	 * Broadcasts to everyone on the topic but the sender.
	 */
	public void broadcastFrom(String event, @Nullable Object payload) {
		this.channel.broadcastFrom(event, payload);
	}

	/**
	 * Crashes the channel: the client gets phx_error and no reply to this push (recording
	 * {@code channel_crash}).
	 */
	public void crash() {
		this.channel.crash();
	}

	/**
	 * Stops the channel normally: the client gets phx_close (recording
	 * {@code channel_stop}).
	 */
	public void stop() {
		this.channel.stop();
	}

}
