package io.phoenixchannels.test.socket;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What all sockets of a server share: PubSub, Presence and the threads.
 */
public final class Endpoint {

	private final PubSub pubSub = new PubSub();

	private final Presences presences = new Presences(this);

	private final Executor executor;

	private final Consumer<Throwable> failures;

	/**
	 * Creates an endpoint.
	 * @param executor runs the processes; its threads may be blocked
	 * @param failures is told what a channel's script threw
	 */
	public Endpoint(Executor executor, Consumer<Throwable> failures) {
		this.executor = executor;
		this.failures = failures;
	}

	Executor executor() {
		return this.executor;
	}

	void failed(Throwable failure) {
		this.failures.accept(failure);
	}

	void subscribe(ChannelProcess channel) {
		this.pubSub.subscribe(channel);
	}

	void gone(ChannelProcess channel) {
		this.pubSub.unsubscribe(channel);
		this.presences.untrackAll(channel);
	}

	/**
	 * Broadcasts to the subscribers of a topic.
	 * @param except a channel to leave out
	 */
	public void broadcast(String topic, String event, @Nullable Object payload, @Nullable ChannelProcess except) {
		this.pubSub.broadcast(topic, event, payload, except);
	}

	/**
	 * The channels that are joined to a topic now.
	 */
	public List<ChannelProcess> channels(String topic) {
		return this.pubSub.subscribers(topic);
	}

	/**
	 * Who is present on a topic: key to metas.
	 */
	public ObjectNode presence(String topic) {
		return this.presences.list(topic);
	}

	public Presences presences() {
		return this.presences;
	}

}
