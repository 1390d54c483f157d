package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.session.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Follows the presence of every topic that matches, from its join until it is left.
 */
final class PresenceFollower implements PhoenixRegistration {

	private final ConcurrentMap<String, DefaultPresence> byTopic = new ConcurrentHashMap<>();

	private final List<PhoenixRegistration> registrations = new ArrayList<>();

	private final PayloadConverter converter;

	private final BiConsumer<? super PhoenixPresence, ? super PresenceChange> handler;

	PresenceFollower(PhoenixClient client, TopicPattern topics,
			BiConsumer<? super PhoenixPresence, ? super PresenceChange> handler) {
		this.converter = client.payloadConverter();
		this.handler = handler;
		DefaultPresence.EVENTS.forEach((event) -> this.registrations.add(client.on(topics, event, this::handle)));
		this.registrations.add(client.observe(topics, this::forgetIfClosed));
	}

	private void handle(PhoenixMessage message) {
		DefaultPresence presence = presence(message);
		if (presence != null) {
			presence.handle(message);
		}
	}

	/**
	 * A topic that is joined already has no state to come: its diffs lead nowhere.
	 */
	private @Nullable DefaultPresence presence(PhoenixMessage message) {
		boolean begins = message.event().equals(ReservedEvents.REPLY) ? DefaultPresence.isJoined(message)
				: message.event().equals(DefaultPresence.STATE);
		return begins ? this.byTopic.computeIfAbsent(message.topic(), this::follow) : this.byTopic.get(message.topic());
	}

	private DefaultPresence follow(String topic) {
		DefaultPresence presence = new DefaultPresence(topic, this.converter, () -> this.byTopic.remove(topic));
		presence.onChange((change) -> this.handler.accept(presence, change));
		return presence;
	}

	private void forgetIfClosed(Notice notice) {
		if (notice instanceof Notice.ChannelClosed closed) {
			this.byTopic.remove(closed.topic());
		}
	}

	@Override
	public void close() {
		this.registrations.forEach(PhoenixRegistration::close);
		this.byTopic.clear();
	}

}
