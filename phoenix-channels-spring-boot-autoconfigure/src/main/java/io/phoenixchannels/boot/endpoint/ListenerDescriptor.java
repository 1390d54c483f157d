package io.phoenixchannels.boot.endpoint;

import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.ListenerEndpoint;
import io.phoenixchannels.listener.PhoenixChannelListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixPresenceListenerEndpoint;

/**
 * One listener of a client.
 *
 * @param events which it hears: of messages, none meaning all; of channels and of
 * presence, the name of their type
 * @param method bean class and method, or how else it was described
 * @param autoStartup whether it starts with the application
 * @param running whether it is attached to its client
 * @param paused whether its topics wait for it to be resumed
 */
public record ListenerDescriptor(String id, List<String> topics, List<String> events, String method,
		boolean autoStartup, boolean running, boolean paused) {

	static ListenerDescriptor of(ListenerEndpoint endpoint, boolean running, boolean paused) {
		return new ListenerDescriptor(endpoint.id(), endpoint.topics().stream().map(TopicPattern::toString).toList(),
				events(endpoint), endpoint.description(), endpoint.autoStartup(), running, paused);
	}

	private static List<String> events(ListenerEndpoint endpoint) {
		if (endpoint instanceof PhoenixListenerEndpoint messages) {
			return messages.events();
		}
		if (endpoint instanceof PhoenixChannelListenerEndpoint channels) {
			return List.of(channels.event().getSimpleName());
		}
		return List.of(((PhoenixPresenceListenerEndpoint) endpoint).change().getSimpleName());
	}

}
