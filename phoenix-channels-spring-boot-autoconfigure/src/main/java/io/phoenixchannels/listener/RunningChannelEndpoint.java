package io.phoenixchannels.listener;

import java.util.List;
import java.util.function.Predicate;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.event.PhoenixChannelEvent;
import io.phoenixchannels.event.PhoenixEvents;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import io.phoenixchannels.session.Notice;

/**
 * Hears what happens to channels.
 */
final class RunningChannelEndpoint extends RunningEndpoint {

	private final PhoenixChannelListenerEndpoint endpoint;

	RunningChannelEndpoint(PhoenixChannelListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls) {
		super(endpoint, client, calls);
		this.endpoint = endpoint;
	}

	@Override
	List<PhoenixRegistration> attach(TopicPattern topic, Predicate<String> isNew) {
		return List.of(client().observe(topic, (notice) -> told(notice, topic, isNew)));
	}

	private void told(Notice notice, TopicPattern topic, Predicate<String> isNew) {
		PhoenixChannelEvent event = PhoenixEvents.ofChannel(client(), notice);
		if (event != null && this.endpoint.event().isInstance(event) && isNew.test(event.topic())) {
			call(new ListenerInvocation(event, event.topic(), client(), topic));
		}
	}

	@Override
	String describe(ListenerInvocation invocation) {
		return invocation.subject(PhoenixChannelEvent.class).getClass().getSimpleName();
	}

}
