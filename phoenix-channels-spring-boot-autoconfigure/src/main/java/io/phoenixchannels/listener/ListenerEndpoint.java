package io.phoenixchannels.listener;

import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/**
 * A listener: what it hears, and what it does.
 */
public sealed interface ListenerEndpoint
		permits PhoenixListenerEndpoint, PhoenixChannelListenerEndpoint, PhoenixPresenceListenerEndpoint {

	/**
	 * Unique in the registry.
	 */
	String id();

	/**
	 * The name of the client; null for the default one.
	 */
	@Nullable String client();

	/**
	 * At least one. What matches several of them is heard once.
	 */
	List<TopicPattern> topics();

	/**
	 * Whether the exact topics are joined while it runs.
	 */
	boolean joins();

	/**
	 * To how many instances its topics are delivered; null for what holds for each topic.
	 */
	default @Nullable Delivery delivery() {
		return null;
	}

	/**
	 * Whether it starts with the registry.
	 */
	boolean autoStartup();

	/**
	 * What it does.
	 */
	ListenerHandler handler();

	/**
	 * Names bean class and method, or whatever a person needs to find it.
	 */
	String description();

	/**
	 * The topics, in order.
	 * @throws InvalidListenerException if there is none, or one that cannot be joined
	 */
	static List<TopicPattern> topics(List<TopicPattern> topics, String description) {
		if (topics.isEmpty()) {
			throw new InvalidListenerException(description,
					"it has no topic. Name one, such as topic = \"room:lobby\"");
		}
		if (topics.contains(TopicPattern.exactly(ReservedEvents.PHOENIX_TOPIC))) {
			throw new InvalidListenerException(description,
					"no channel can be joined on the topic 'phoenix', which belongs to Phoenix itself");
		}
		return List.copyOf(topics);
	}

}
