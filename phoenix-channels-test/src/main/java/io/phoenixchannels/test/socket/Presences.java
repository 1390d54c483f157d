package io.phoenixchannels.test.socket;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

import io.phoenixchannels.test.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Phoenix.Presence: metas by topic and key, each owned by the channel that tracked it and
 * gone with it. Every change is one {@code presence_diff} broadcast (recording
 * {@code presence_state_and_diff}); the lock keeps diffs in the order of the changes.
 */
public final class Presences {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	/** Guarded by this. */
	private final Map<String, Map<String, List<Tracked>>> topics = new HashMap<>();

	private final Endpoint endpoint;

	Presences(Endpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Tracks a key for as long as the channel lives.
	 * @throws IllegalStateException if this channel tracks the key already
	 */
	public synchronized void track(ChannelProcess channel, String key, @Nullable Object meta) {
		if (find(channel, key) != null) {
			throw new IllegalStateException("This channel already tracks that key; use update");
		}
		Tracked tracked = new Tracked(channel, withRef(meta, null));
		this.topics.computeIfAbsent(channel.topic(), (topic) -> new TreeMap<>())
			.computeIfAbsent(key, (k) -> new ArrayList<>())
			.add(tracked);
		diff(channel.topic(), presence(key, tracked.meta), NODES.objectNode());
	}

	/**
	 * Replaces the meta this channel tracks under a key: one diff, with the new meta in
	 * joins and the old one in leaves.
	 * @throws IllegalStateException if this channel does not track the key
	 */
	public synchronized void update(ChannelProcess channel, String key, @Nullable Object meta) {
		Tracked tracked = find(channel, key);
		if (tracked == null) {
			throw new IllegalStateException("This channel does not track that key; use track");
		}
		ObjectNode before = tracked.meta;
		tracked.meta = withRef(meta, before.get("phx_ref"));
		// The newest meta is the last one.
		List<Tracked> metas = metas(channel.topic(), key);
		metas.remove(tracked);
		metas.add(tracked);
		diff(channel.topic(), presence(key, tracked.meta), presence(key, before));
	}

	/**
	 * Stops tracking a key, if this channel does.
	 */
	public synchronized void untrack(ChannelProcess channel, String key) {
		Tracked tracked = find(channel, key);
		if (tracked != null) {
			remove(channel.topic(), key, tracked);
			diff(channel.topic(), NODES.objectNode(), presence(key, tracked.meta));
		}
	}

	synchronized void untrackAll(ChannelProcess channel) {
		Map<String, List<Tracked>> keys = this.topics.get(channel.topic());
		if (keys == null) {
			return;
		}
		ObjectNode leaves = NODES.objectNode();
		for (String key : List.copyOf(keys.keySet())) {
			Tracked tracked = find(channel, key);
			if (tracked != null) {
				remove(channel.topic(), key, tracked);
				leaves.setAll(presence(key, tracked.meta));
			}
		}
		if (!leaves.isEmpty()) {
			diff(channel.topic(), NODES.objectNode(), leaves);
		}
	}

	synchronized ObjectNode list(String topic) {
		ObjectNode state = NODES.objectNode();
		this.topics.getOrDefault(topic, Map.of()).forEach((key, metas) -> {
			ObjectNode presence = state.putObject(key);
			metas.forEach((tracked) -> presence.withArray("metas").add(tracked.meta));
		});
		return state;
	}

	private @Nullable Tracked find(ChannelProcess channel, String key) {
		for (Tracked tracked : metas(channel.topic(), key)) {
			if (tracked.owner == channel) {
				return tracked;
			}
		}
		return null;
	}

	private List<Tracked> metas(String topic, String key) {
		return this.topics.getOrDefault(topic, Map.of()).getOrDefault(key, List.of());
	}

	private void remove(String topic, String key, Tracked tracked) {
		Map<String, List<Tracked>> keys = Objects.requireNonNull(this.topics.get(topic));
		List<Tracked> metas = Objects.requireNonNull(keys.get(key));
		metas.remove(tracked);
		if (metas.isEmpty()) {
			keys.remove(key);
		}
		if (keys.isEmpty()) {
			this.topics.remove(topic);
		}
	}

	private void diff(String topic, ObjectNode joins, ObjectNode leaves) {
		ObjectNode diff = NODES.objectNode();
		diff.set("joins", joins);
		diff.set("leaves", leaves);
		this.endpoint.broadcast(topic, "presence_diff", diff, null);
	}

	private static ObjectNode presence(String key, ObjectNode meta) {
		ObjectNode presence = NODES.objectNode();
		presence.putObject(key).putArray("metas").add(meta);
		return presence;
	}

	private static ObjectNode withRef(@Nullable Object meta, @Nullable JsonNode previous) {
		ObjectNode node = NODES.objectNode();
		if (Json.tree(meta) instanceof ObjectNode given) {
			node.setAll(given);
		}
		byte[] ref = new byte[12];
		ThreadLocalRandom.current().nextBytes(ref);
		node.put("phx_ref", Base64.getUrlEncoder().encodeToString(ref));
		if (previous != null) {
			node.set("phx_ref_prev", previous);
		}
		return node;
	}

	private static final class Tracked {

		private final ChannelProcess owner;

		private ObjectNode meta;

		Tracked(ChannelProcess owner, ObjectNode meta) {
			this.owner = owner;
			this.meta = meta;
		}

	}

}
