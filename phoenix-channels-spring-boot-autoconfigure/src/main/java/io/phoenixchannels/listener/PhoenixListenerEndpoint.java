package io.phoenixchannels.listener;

import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/**
 * A listener: what it hears, and what it does.
 *
 * @param id unique in the registry
 * @param client the name of the client; null for the default one
 * @param topics at least one; the exact ones are joined while the listener runs. A
 * message that matches several is heard once
 * @param events to hear; none means all that are not reserved
 * @param autoStartup whether it starts with the registry
 * @param handler what it does with a message
 * @param errorHandler what happens when it fails; null to log it
 * @param description names bean class and method, or whatever a person needs to find it
 */
public record PhoenixListenerEndpoint(String id, @Nullable String client, List<TopicPattern> topics,
		List<String> events, boolean autoStartup, ListenerHandler handler,
		@Nullable PhoenixListenerErrorHandler errorHandler, String description) {

	public PhoenixListenerEndpoint {
		topics = List.copyOf(topics);
		events = events.stream().distinct().toList();
		if (topics.isEmpty()) {
			throw new InvalidListenerException(description,
					"it has no topic. Name one, such as @PhoenixListener(topic = \"room:lobby\")");
		}
		if (topics.contains(TopicPattern.exactly(ReservedEvents.PHOENIX_TOPIC))) {
			throw new InvalidListenerException(description,
					"no channel can be joined on the topic 'phoenix', which belongs to Phoenix itself");
		}
		if (events.stream().anyMatch(String::isBlank)) {
			throw new InvalidListenerException(description,
					"it has an empty event. Name the event, or no event to hear all");
		}
	}

}
