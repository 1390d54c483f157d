package io.phoenixchannels.test;

import io.phoenixchannels.test.socket.Presences;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Phoenix.Presence for one channel. What a channel tracks leaves with it. Every change is
 * broadcast as presence_diff at once; so that a client gets its own join's diff before
 * the state, as from Phoenix, track first and {@link #pushState()} after (recording
 * {@code presence_state_and_diff}).
 */
public final class ServerPresence {

	private final ServerChannel channel;

	ServerPresence(ServerChannel channel) {
		this.channel = channel;
	}

	/**
	 * Tracks a key.
	 * @param meta an object, without phx_ref, which is added; {@code null} for none
	 * @throws IllegalStateException if this channel tracks the key already
	 */
	public void track(String key, @Nullable Object meta) {
		presences().track(this.channel.process(), key, meta);
	}

	/**
	 * Replaces the meta of a key; the new one names the old as phx_ref_prev.
	 * @throws IllegalStateException if this channel does not track the key
	 */
	public void update(String key, @Nullable Object meta) {
		presences().update(this.channel.process(), key, meta);
	}

	public void untrack(String key) {
		presences().untrack(this.channel.process(), key);
	}

	/**
	 * Who is present on the topic: key to metas.
	 */
	public ObjectNode list() {
		return this.channel.process().socket().endpoint().presence(this.channel.topic());
	}

	/**
	 * Pushes presence_state to this client.
	 */
	public void pushState() {
		this.channel.push("presence_state", list());
	}

	private Presences presences() {
		return this.channel.process().socket().endpoint().presences();
	}

}
