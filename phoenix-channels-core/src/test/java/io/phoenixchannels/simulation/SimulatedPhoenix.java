package io.phoenixchannels.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A Phoenix server with all its sockets: what is the same for all of them, and what its
 * operators do to it. Its moods are set by the {@link Weather}.
 */
final class SimulatedPhoenix {

	private final World world;

	private final Chance chance;

	private final List<PhoenixSocket> sockets = new ArrayList<>();

	private final Map<String, Long> numbers = new HashMap<>();

	/** By topic, who is there: phx_ref and key. */
	private final Map<String, Map<String, String>> presences = new HashMap<>();

	private int lastPresenceRef;

	private boolean up = true;

	private int token = 1;

	private int channelLimit = 100;

	private boolean troubled = true;

	/** Whether it closes what it has just accepted. */
	private boolean flapping;

	SimulatedPhoenix(World world) {
		this.world = world;
		this.chance = world.chance().fork();
	}

	World world() {
		return this.world;
	}

	Chance chance() {
		return this.chance;
	}

	/**
	 * Whether it does everything that a server may do, rather than behave.
	 */
	boolean isTroubled() {
		return this.troubled;
	}

	int channelLimit() {
		return this.channelLimit;
	}

	int token() {
		return this.token;
	}

	void calmDown() {
		this.troubled = false;
		this.up = true;
		this.flapping = false;
		this.channelLimit = 100;
	}

	void flap(boolean flapping) {
		this.flapping = flapping;
	}

	void limitChannels(int limit) {
		this.channelLimit = limit;
	}

	void expireTokens() {
		this.token++;
	}

	boolean isUp() {
		return this.up;
	}

	/**
	 * Takes a connection.
	 * @return null if it does not, as the token is not the current one
	 */
	@Nullable PhoenixSocket accept(SimulatedConnection connection, String token) {
		if (!token.equals("t" + this.token)) {
			return null;
		}
		PhoenixSocket socket = new PhoenixSocket(this, connection);
		this.sockets.add(socket);
		if (this.flapping) {
			this.world.saw(Seen.ACCEPTED_AND_CLOSED);
			this.world.agenda().after(this.chance.below(50), () -> socket.close(1011));
		}
		return socket;
	}

	List<PhoenixSocket> sockets() {
		return this.sockets;
	}

	@Nullable PhoenixSocket anySocket() {
		return this.sockets.isEmpty() ? null : this.chance.pick(this.sockets);
	}

	void gone(PhoenixSocket socket) {
		this.sockets.remove(socket);
	}

	/**
	 * Ends all connections, and takes no new ones for a while.
	 */
	void restart(boolean gracefully, long millis) {
		this.up = false;
		for (PhoenixSocket socket : List.copyOf(this.sockets)) {
			socket.close(gracefully ? (socket.channels().isEmpty() ? 1000 : 1012) : 1006);
		}
		this.world.agenda().after(millis, () -> this.up = true);
	}

	/**
	 * Sends an event to everybody who has joined a topic.
	 */
	void broadcast(String topic, boolean intercepted) {
		long number = this.numbers.merge(topic, 1L, Long::sum);
		this.world.saw(intercepted ? Seen.INTERCEPTED : Seen.BROADCAST);
		for (PhoenixSocket socket : List.copyOf(this.sockets)) {
			PhoenixChannelProcess channel = socket.channels().get(topic);
			if (channel != null && !channel.isLeaving()) {
				socket.send(ServerFrame.news(intercepted ? channel.joinRef() : null, topic, number));
			}
		}
	}

	/**
	 * Whether a client is joined to a topic, on a connection that it still has.
	 */
	boolean isJoined(SimulatedClient client, String topic) {
		for (PhoenixSocket socket : this.sockets) {
			if (socket.connection().client() == client && !socket.connection().hasEnded()
					&& socket.channels().containsKey(topic)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * All topics of which a client has a channel, on whatever connection.
	 */
	Set<String> topics(SimulatedClient client) {
		Set<String> topics = new LinkedHashSet<>();
		for (PhoenixSocket socket : this.sockets) {
			if (socket.connection().client() == client) {
				topics.addAll(socket.channels().keySet());
			}
		}
		return topics;
	}

	/**
	 * Somebody is there from now on, which everybody learns.
	 * @param previous the ref that this one replaces; null if it is no update
	 * @return the ref
	 */
	String track(String topic, String key, @Nullable String previous) {
		String ref = "F" + (++this.lastPresenceRef);
		Map<String, String> present = this.presences.computeIfAbsent(topic, (any) -> new LinkedHashMap<>());
		present.put(ref, key);
		String meta = "{\"" + key + "\":{\"metas\":[{\"phx_ref\":\"" + ref + "\""
				+ ((previous != null) ? ",\"phx_ref_prev\":\"" + previous + "\"" : "") + "}]}}";
		if (previous != null) {
			present.remove(previous);
		}
		diff(topic, meta, (previous != null) ? entry(key, previous) : "{}");
		return ref;
	}

	void untrack(String topic, String ref) {
		String key = this.presences.getOrDefault(topic, Map.of()).get(ref);
		if (key != null) {
			this.presences.get(topic).remove(ref);
			diff(topic, "{}", entry(key, ref));
		}
	}

	private static String entry(String key, String ref) {
		return "{\"" + key + "\":{\"metas\":[{\"phx_ref\":\"" + ref + "\"}]}}";
	}

	private void diff(String topic, String joins, String leaves) {
		for (PhoenixSocket socket : List.copyOf(this.sockets)) {
			PhoenixChannelProcess channel = socket.channels().get(topic);
			if (channel != null && !channel.isLeaving()) {
				if (!channel.hasSentState()) {
					this.world.saw(Seen.DIFF_BEFORE_STATE);
				}
				socket.send(new ServerFrame(null, null, topic, "presence_diff",
						"{\"joins\":" + joins + ",\"leaves\":" + leaves + "}", 0));
			}
		}
	}

	/**
	 * Who is there, by ref.
	 */
	Map<String, String> present(String topic) {
		return this.presences.getOrDefault(topic, Map.of());
	}

	String presenceState(String topic) {
		Map<String, StringBuilder> metas = new LinkedHashMap<>();
		present(topic).forEach((ref, key) -> {
			StringBuilder all = metas.computeIfAbsent(key, (any) -> new StringBuilder());
			all.append(all.isEmpty() ? "" : ",").append("{\"phx_ref\":\"").append(ref).append("\"}");
		});
		StringBuilder state = new StringBuilder("{");
		metas.forEach((key, all) -> state.append((state.length() > 1) ? "," : "")
			.append("\"")
			.append(key)
			.append("\":{\"metas\":[")
			.append(all)
			.append("]}"));
		return state.append("}").toString();
	}

}
