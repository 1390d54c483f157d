package io.phoenixchannels.test;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.phoenixchannels.test.socket.ChannelEnd;
import io.phoenixchannels.test.socket.ChannelProcess;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The server's end of one channel of one connection. Safe for use by any thread; does
 * nothing once the channel has ended.
 */
public final class ServerChannel {

	private final Map<String, Object> assigns = new ConcurrentHashMap<>();

	private final ChannelProcess process;

	private final ServerConnection connection;

	private final ServerPresence presence;

	ServerChannel(ChannelProcess process, ServerConnection connection) {
		this.process = process;
		this.connection = connection;
		this.presence = new ServerPresence(this);
	}

	ChannelProcess process() {
		return this.process;
	}

	public String topic() {
		return this.process.topic();
	}

	/**
	 * The join_ref of this channel's frames, of whatever JSON type the client sent; the
	 * ref of the join if it had no join_ref (recording {@code null_join_ref}).
	 */
	public JsonNode joinRef() {
		return this.process.joinRef();
	}

	public ServerConnection connection() {
		return this.connection;
	}

	public boolean isJoined() {
		return this.process.isJoined();
	}

	/**
	 * Pushes to this client.
	 * @param payload bytes for a binary frame, or anything Jackson can write;
	 * {@code null} for <code>{}</code>
	 * @throws IllegalStateException if the join has not been answered yet
	 */
	public void push(String event, @Nullable Object payload) {
		this.process.push(event, payload);
	}

	/**
	 * Broadcasts to everyone on the topic, this client included.
	 */
	public void broadcast(String event, @Nullable Object payload) {
		this.process.broadcast(event, payload, true);
	}

	/**
	 * Broadcasts to everyone on the topic but this client.
	 */
	public void broadcastFrom(String event, @Nullable Object payload) {
		this.process.broadcast(event, payload, false);
	}

	/**
	 * Stops the channel: the client gets phx_close.
	 */
	public void stop() {
		this.process.end(ChannelEnd.CLOSED);
	}

	/**
	 * Crashes the channel: the client gets phx_error with the reason channel_crash.
	 */
	public void crash() {
		this.process.end(ChannelEnd.CRASHED);
	}

	/**
	 * Loses the channel without a word: the next push gets "unmatched topic".
	 */
	public void forget() {
		this.process.end(ChannelEnd.SILENT);
	}

	/**
	 * Who is present on the topic, and this channel's part in it.
	 */
	public ServerPresence presence() {
		return this.presence;
	}

	/**
	 * Keeps a value with the channel, as {@code assign} does.
	 */
	public void assign(String key, Object value) {
		this.assigns.put(key, value);
	}

	/**
	 * Returns what was assigned.
	 * @throws NullPointerException if nothing was
	 * @throws ClassCastException if it is of another type
	 */
	public <T> T assigned(String key, Class<T> type) {
		return type.cast(Objects.requireNonNull(this.assigns.get(key), () -> "Nothing is assigned to " + key));
	}

	@Override
	public String toString() {
		return "channel " + topic() + " (join_ref " + joinRef() + ") of " + this.connection.id();
	}

}
