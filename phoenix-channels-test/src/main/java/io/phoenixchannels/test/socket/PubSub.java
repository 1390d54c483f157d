package io.phoenixchannels.test.socket;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.phoenixchannels.test.wire.Message;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Topic to subscribers. A broadcast takes the fast lane past the channel processes, each
 * protocol version encoded once, unless a channel intercepts the event.
 */
final class PubSub {

	private final Map<String, List<ChannelProcess>> subscribers = new ConcurrentHashMap<>();

	void subscribe(ChannelProcess channel) {
		this.subscribers.computeIfAbsent(channel.topic(), (topic) -> new CopyOnWriteArrayList<>()).add(channel);
	}

	void unsubscribe(ChannelProcess channel) {
		this.subscribers.computeIfPresent(channel.topic(), (topic, channels) -> {
			channels.remove(channel);
			return channels.isEmpty() ? null : channels;
		});
	}

	List<ChannelProcess> subscribers(String topic) {
		return List.copyOf(this.subscribers.getOrDefault(topic, List.of()));
	}

	void broadcast(String topic, String event, @Nullable Object payload, @Nullable ChannelProcess except) {
		Message v1 = null;
		Message v2 = null;
		for (ChannelProcess channel : this.subscribers.getOrDefault(topic, List.of())) {
			if (channel == except) {
				continue;
			}
			if (channel.module().intercepts(event)) {
				channel.execute(() -> channel.module().handleOut(channel, event, payload));
			}
			else if (channel.socket().format() == WireFormat.V1) {
				v1 = (v1 != null) ? v1 : WireFormat.V1.broadcast(topic, event, payload);
				channel.socket().send(v1);
			}
			else {
				v2 = (v2 != null) ? v2 : WireFormat.V2.broadcast(topic, event, payload);
				channel.socket().send(v2);
			}
		}
	}

}
