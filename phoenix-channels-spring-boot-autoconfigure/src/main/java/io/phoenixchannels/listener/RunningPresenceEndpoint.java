package io.phoenixchannels.listener;

import java.util.List;
import java.util.function.Predicate;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixPresence;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import io.phoenixchannels.listener.argument.PresenceChanged;
import io.phoenixchannels.presence.PresenceChange;

/**
 * Hears presence.
 */
final class RunningPresenceEndpoint extends RunningEndpoint {

	private final PhoenixPresenceListenerEndpoint endpoint;

	RunningPresenceEndpoint(PhoenixPresenceListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls) {
		super(endpoint, client, calls);
		this.endpoint = endpoint;
	}

	@Override
	List<PhoenixRegistration> attach(TopicPattern topic, Predicate<String> isNew) {
		return List.of(client().onPresence(topic, (presence, change) -> changed(presence, change, topic, isNew)));
	}

	private void changed(PhoenixPresence presence, PresenceChange change, TopicPattern topic, Predicate<String> isNew) {
		if (this.endpoint.change().isInstance(change) && isNew.test(presence.topic())) {
			call(new ListenerInvocation(new PresenceChanged(presence, change), presence.topic(), client(), topic));
		}
	}

	@Override
	String describe(ListenerInvocation invocation) {
		return "presence change " + invocation.subject(PresenceChanged.class).change().getClass().getSimpleName();
	}

}
