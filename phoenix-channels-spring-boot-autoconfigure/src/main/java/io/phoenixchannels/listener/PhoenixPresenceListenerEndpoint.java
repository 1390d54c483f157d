package io.phoenixchannels.listener;

import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.presence.PresenceChange;
import org.jspecify.annotations.Nullable;

/**
 * A listener of presence.
 *
 * @param topics the exact ones are joined while the listener runs
 * @param change what it hears: this type and its subtypes
 */
public record PhoenixPresenceListenerEndpoint(String id, @Nullable String client, List<TopicPattern> topics,
		Class<? extends PresenceChange> change, boolean autoStartup, ListenerHandler handler,
		String description) implements ListenerEndpoint {

	public PhoenixPresenceListenerEndpoint {
		topics = ListenerEndpoint.topics(topics, description);
	}

	@Override
	public boolean joins() {
		return true;
	}

}
