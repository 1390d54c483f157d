package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * All handlers of a client, in the order of their registration.
 */
final class Handlers {

	private final List<Entry> entries = new CopyOnWriteArrayList<>();

	private final AtomicLong version = new AtomicLong();

	/**
	 * Adds a handler.
	 * @param event null for all events but the reserved ones
	 */
	PhoenixRegistration add(TopicPattern topics, @Nullable String event, MessageHandler handler) {
		Entry entry = new Entry(topics, event, handler);
		this.entries.add(entry);
		this.version.incrementAndGet();
		return () -> {
			entry.closed = true;
			if (this.entries.remove(entry)) {
				this.version.incrementAndGet();
			}
		};
	}

	/**
	 * Grows with every change, so that what was looked up can be kept until then.
	 */
	long version() {
		return this.version.get();
	}

	/**
	 * The handlers of a topic, in the order of their registration.
	 */
	List<Entry> of(String topic) {
		List<Entry> result = new ArrayList<>();
		for (Entry entry : this.entries) {
			if (entry.topics.matches(topic)) {
				result.add(entry);
			}
		}
		return result;
	}

	static final class Entry {

		private final TopicPattern topics;

		private final @Nullable String event;

		private final MessageHandler handler;

		private volatile boolean closed;

		private Entry(TopicPattern topics, @Nullable String event, MessageHandler handler) {
			this.topics = topics;
			this.event = event;
			this.handler = handler;
		}

		@Nullable String event() {
			return this.event;
		}

		void handle(PhoenixMessage message) throws Exception {
			if (!this.closed) {
				this.handler.handle(message);
			}
		}

	}

}
