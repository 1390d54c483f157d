package io.phoenixchannels.fleet.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.ServerChannel;
import io.phoenixchannels.test.ServerConnection;

/**
 * A Phoenix server that sends numbered events to everybody who joined a topic, and those
 * that come after the number in the join params again.
 */
final class NumberedEvents implements AutoCloseable {

	private final Map<String, Topic> topics = new TreeMap<>();

	private final Set<String> killed = ConcurrentHashMap.newKeySet();

	private final EmbeddedPhoenixServer server;

	NumberedEvents(List<String> names) {
		names.forEach((name) -> this.topics.put(name, new Topic()));
		this.server = EmbeddedPhoenixServer.builder().frameLogCapacity(1000).onConnect((connect) -> {
			if (this.killed.contains(connect.param("instance"))) {
				connect.refuse(503);
			}
		}).channel("*", (channel) -> channel.onJoin((join) -> {
			join.ok();
			int after = (join.params().has("after")) ? join.params().get("after").asInt() : Integer.MAX_VALUE;
			join.afterJoin((joined) -> this.topics.get(joined.topic()).subscribe(joined, after));
		})).start();
	}

	String url() {
		return this.server.url();
	}

	List<String> names() {
		return List.copyOf(this.topics.keySet());
	}

	/**
	 * Sends the next event of a topic.
	 */
	void emit(String topic) {
		this.topics.get(topic).emit();
	}

	void emitOnAll() {
		this.topics.values().forEach(Topic::emit);
	}

	int emitted(String topic) {
		return this.topics.get(topic).emitted();
	}

	int subscribers(String topic) {
		return this.topics.get(topic).subscribers();
	}

	List<String> joinedBy(String instance) {
		return this.server.channels()
			.stream()
			.filter((channel) -> isOf(channel.connection(), instance))
			.map(ServerChannel::topic)
			.toList();
	}

	/**
	 * Cuts an instance off for ever.
	 */
	void kill(String instance) {
		this.killed.add(instance);
		this.server.connections()
			.stream()
			.filter((connection) -> isOf(connection, instance))
			.forEach(ServerConnection::kill);
	}

	private static boolean isOf(ServerConnection connection, String instance) {
		return instance.equals(connection.handshake().param("instance"));
	}

	@Override
	public void close() {
		this.server.close();
	}

	private static final class Topic {

		private final List<ServerChannel> subscribers = new ArrayList<>();

		private int emitted;

		synchronized void subscribe(ServerChannel channel, int after) {
			for (int number = (after < this.emitted) ? after + 1 : this.emitted + 1; number <= this.emitted; number++) {
				channel.push("event", number);
			}
			this.subscribers.add(channel);
		}

		synchronized void emit() {
			this.emitted++;
			this.subscribers.removeIf((channel) -> !channel.isJoined());
			this.subscribers.forEach((channel) -> channel.push("event", this.emitted));
		}

		synchronized int emitted() {
			return this.emitted;
		}

		synchronized int subscribers() {
			this.subscribers.removeIf((channel) -> !channel.isJoined());
			return this.subscribers.size();
		}

	}

}
