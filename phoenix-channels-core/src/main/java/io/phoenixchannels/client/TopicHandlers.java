package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.client.Handlers.Entry;
import io.phoenixchannels.protocol.ReservedEvents;

/**
 * The handlers of one topic at one version of {@link Handlers}, by event: those without
 * an event first, each kind in its order.
 */
final class TopicHandlers {

	private final long version;

	private final List<Entry> ofAllEvents = new ArrayList<>();

	private final Map<String, List<Entry>> byEvent = new HashMap<>();

	TopicHandlers(Handlers handlers, String topic) {
		this.version = handlers.version();
		List<Entry> entries = handlers.of(topic);
		for (Entry entry : entries) {
			if (entry.event() == null) {
				this.ofAllEvents.add(entry);
			}
		}
		for (Entry entry : entries) {
			String event = entry.event();
			if (event != null) {
				this.byEvent.computeIfAbsent(event, this::startingWithAll).add(entry);
			}
		}
	}

	private List<Entry> startingWithAll(String event) {
		return ReservedEvents.contains(event) ? new ArrayList<>() : new ArrayList<>(this.ofAllEvents);
	}

	boolean isCurrent(Handlers handlers) {
		return this.version == handlers.version();
	}

	/**
	 * Whether nobody hears anything of the topic.
	 */
	boolean isEmpty() {
		return this.ofAllEvents.isEmpty() && this.byEvent.isEmpty();
	}

	List<Entry> of(String event) {
		List<Entry> entries = this.byEvent.get(event);
		if (entries != null) {
			return entries;
		}
		return ReservedEvents.contains(event) ? List.of() : this.ofAllEvents;
	}

}
