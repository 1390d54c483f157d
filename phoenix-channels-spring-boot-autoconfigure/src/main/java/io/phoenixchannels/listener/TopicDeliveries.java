package io.phoenixchannels.listener;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;

import io.phoenixchannels.client.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * How each topic is delivered: as its listeners say, or as the ownership says where they
 * say nothing. Changed under the registry's lock, and read by any thread.
 */
final class TopicDeliveries {

	private final TopicOwnership ownership;

	private final ConcurrentMap<Topic, Declaration> declarations = new ConcurrentHashMap<>();

	/** Grows with every change. */
	private volatile int version;

	TopicDeliveries(TopicOwnership ownership) {
		this.ownership = ownership;
	}

	TopicOwnership ownership() {
		return this.ownership;
	}

	/**
	 * Whether this instance is one of a fleet.
	 */
	boolean areShared() {
		return this.ownership != TopicOwnership.ALL;
	}

	/**
	 * Checks what a listener says about its exact topics.
	 * @throws InvalidListenerException if another one says something else
	 */
	void check(ListenerEndpoint endpoint, String client) {
		Delivery delivery = endpoint.delivery();
		if (delivery == null) {
			return;
		}
		topics(endpoint, client).forEach((topic) -> {
			Declaration other = this.declarations.get(topic);
			if (other != null && other.delivery() != delivery) {
				throw new InvalidListenerException(endpoint.description(),
						"its delivery of '" + topic.name() + "' is " + text(delivery) + ", and that of listener "
								+ other.listener() + " is " + text(other.delivery())
								+ ". Let them agree, or hear the topic on two clients");
			}
		});
	}

	/**
	 * Takes down what a listener says about its exact topics.
	 */
	void declare(ListenerEndpoint endpoint, String client) {
		Delivery delivery = endpoint.delivery();
		if (delivery != null) {
			topics(endpoint, client).forEach((topic) -> this.declarations.merge(topic,
					new Declaration(delivery, endpoint.description(), 1), (before, added) -> before.counted(1)));
			this.version++;
		}
	}

	/**
	 * Forgets what a listener said.
	 */
	void forget(ListenerEndpoint endpoint, String client) {
		if (endpoint.delivery() != null) {
			topics(endpoint, client).forEach((topic) -> this.declarations.computeIfPresent(topic,
					(key, before) -> (before.count() > 1) ? before.counted(-1) : null));
			this.version++;
		}
	}

	private static List<Topic> topics(ListenerEndpoint endpoint, String client) {
		return endpoint.topics()
			.stream()
			.filter(TopicPattern::isExact)
			.map((topic) -> new Topic(client, topic.toString()))
			.distinct()
			.toList();
	}

	Delivery of(String client, String topic) {
		Declaration declaration = this.declarations.get(new Topic(client, topic));
		return (declaration != null) ? declaration.delivery() : this.ownership.delivery(client, topic);
	}

	/**
	 * What tells whether a listener may get a message of a topic, by its name; null if it
	 * may get all.
	 */
	@Nullable Predicate<String> fence(ListenerEndpoint endpoint, String client, TopicPattern topics) {
		if (!areShared() || endpoint.delivery() == Delivery.EVERYWHERE) {
			return null;
		}
		if (topics.isExact()) {
			if (of(client, topics.toString()) == Delivery.EVERYWHERE) {
				return null;
			}
			TopicOwnership.Fence fence = this.ownership.fence(topics.toString());
			return (topic) -> fence.admits();
		}
		return new PatternFences((topic) -> (endpoint.delivery() == Delivery.ONCE || of(client, topic) == Delivery.ONCE)
				? this.ownership.fence(topic) : TopicOwnership.ALL.fence(topic))::admit;
	}

	private static String text(Delivery delivery) {
		return delivery.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The fences of the topics that a pattern meets, so that each is looked up once.
	 */
	private final class PatternFences {

		/** So that topics that come and go do not pile up for ever. */
		private static final int MOST = 10_000;

		private final Map<String, TopicOwnership.Fence> byTopic = new ConcurrentHashMap<>();

		private final Function<String, TopicOwnership.Fence> lookup;

		private volatile int version;

		private PatternFences(Function<String, TopicOwnership.Fence> lookup) {
			this.lookup = lookup;
		}

		private boolean admit(String topic) {
			int current = TopicDeliveries.this.version;
			if (this.version != current || this.byTopic.size() > MOST) {
				this.byTopic.clear();
				this.version = current;
			}
			return this.byTopic.computeIfAbsent(topic, this.lookup).admits();
		}

	}

	private record Topic(String client, String name) {
	}

	private record Declaration(Delivery delivery, String listener, int count) {

		Declaration counted(int difference) {
			return new Declaration(this.delivery, this.listener, this.count + difference);
		}

	}

}
