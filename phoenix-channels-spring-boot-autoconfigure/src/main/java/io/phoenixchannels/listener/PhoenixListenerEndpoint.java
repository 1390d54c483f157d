package io.phoenixchannels.listener;

import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * A listener of messages.
 *
 * @param topics the exact ones are joined while the listener runs
 * @param events to hear; none means all that are not reserved
 * @param errorHandler what happens when it fails; null to log it
 */
public record PhoenixListenerEndpoint(String id, @Nullable String client, List<TopicPattern> topics,
		List<String> events, boolean autoStartup, ListenerHandler handler,
		@Nullable PhoenixListenerErrorHandler errorHandler, String description) implements ListenerEndpoint {

	public PhoenixListenerEndpoint {
		topics = ListenerEndpoint.topics(topics, description);
		events = events.stream().distinct().toList();
		if (events.stream().anyMatch(String::isBlank)) {
			throw new InvalidListenerException(description,
					"it has an empty event. Name the event, or no event to hear all");
		}
	}

	@Override
	public boolean joins() {
		return true;
	}

}
