package io.phoenixchannels.listener;

import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.event.PhoenixEvent;
import org.jspecify.annotations.Nullable;

/**
 * A listener of what happens to channels. It joins nothing.
 *
 * @param event what it hears: this type and its subtypes
 */
public record PhoenixChannelListenerEndpoint(String id, @Nullable String client, List<TopicPattern> topics,
		Class<? extends PhoenixEvent> event, boolean autoStartup, ListenerHandler handler,
		String description) implements ListenerEndpoint {

	public PhoenixChannelListenerEndpoint {
		topics = ListenerEndpoint.topics(topics, description);
	}

	@Override
	public boolean joins() {
		return false;
	}

}
