package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.session.Notice;
import org.jspecify.annotations.Nullable;

/**
 * All handlers of a client, and all who observe its channels, in the order in which they
 * are called.
 */
final class Handlers {

	private final List<Entry> entries = new CopyOnWriteArrayList<>();

	private final List<Observer> observers = new CopyOnWriteArrayList<>();

	private final AtomicLong version = new AtomicLong();

	private final AtomicInteger ofReservedEvents = new AtomicInteger();

	/**
	 * Adds a handler.
	 * @param event null for all events but the reserved ones
	 */
	PhoenixRegistration add(TopicPattern topics, @Nullable String event, MessageHandler handler) {
		return addAsync(topics, event, (message) -> {
			handler.handle(message);
			return null;
		});
	}

	/**
	 * Adds a handler.
	 * @param event null for all events but the reserved ones
	 */
	PhoenixRegistration addAsync(TopicPattern topics, @Nullable String event, AsyncMessageHandler handler) {
		Entry entry = new Entry(topics, event, handler);
		synchronized (this.entries) {
			this.entries.add(indexOf(entry.order), entry);
		}
		this.ofReservedEvents.addAndGet(entry.isOfReservedEvent() ? 1 : 0);
		this.version.incrementAndGet();
		return () -> {
			entry.closed = true;
			synchronized (this.entries) {
				if (!this.entries.remove(entry)) {
					return;
				}
			}
			this.ofReservedEvents.addAndGet(entry.isOfReservedEvent() ? -1 : 0);
			this.version.incrementAndGet();
		};
	}

	/**
	 * Whether there may be a handler of an event: there is none of a reserved event
	 * unless somebody asked for one by its name.
	 */
	boolean mayHear(String event) {
		return this.ofReservedEvents.get() > 0 || !ReservedEvents.contains(event);
	}

	/**
	 * After the last one that has this order or comes before it.
	 */
	private int indexOf(int order) {
		int index = this.entries.size();
		while (index > 0 && this.entries.get(index - 1).order > order) {
			index--;
		}
		return index;
	}

	/**
	 * Grows with every change, so that what was looked up can be kept until then.
	 */
	long version() {
		return this.version.get();
	}

	/**
	 * The handlers of a topic, in their order, and those of equal order in the order of
	 * their registration.
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

	PhoenixRegistration observe(TopicPattern topics, Consumer<? super Notice> observer) {
		Observer added = new Observer(topics, observer);
		this.observers.add(added);
		return () -> {
			added.closed = true;
			this.observers.remove(added);
		};
	}

	/**
	 * Those who observe the channel of a topic, in the order of their registration.
	 */
	List<Observer> observersOf(String topic) {
		List<Observer> result = List.of();
		for (Observer observer : this.observers) {
			if (observer.topics.matches(topic)) {
				result = result.isEmpty() ? new ArrayList<>() : result;
				result.add(observer);
			}
		}
		return result;
	}

	static final class Observer {

		private final TopicPattern topics;

		private final Consumer<? super Notice> observer;

		private volatile boolean closed;

		private Observer(TopicPattern topics, Consumer<? super Notice> observer) {
			this.topics = topics;
			this.observer = observer;
		}

		void tell(Notice notice) {
			if (!this.closed) {
				this.observer.accept(notice);
			}
		}

	}

	static final class Entry {

		private final TopicPattern topics;

		private final @Nullable String event;

		private final AsyncMessageHandler handler;

		private final int order;

		private volatile boolean closed;

		private Entry(TopicPattern topics, @Nullable String event, AsyncMessageHandler handler) {
			this.topics = topics;
			this.event = event;
			this.handler = handler;
			this.order = handler.order();
		}

		@Nullable String event() {
			return this.event;
		}

		private boolean isOfReservedEvent() {
			return this.event != null && ReservedEvents.contains(this.event);
		}

		@Nullable CompletionStage<?> whenReady() {
			return this.closed ? null : this.handler.whenReady();
		}

		@Nullable CompletionStage<?> handle(PhoenixMessage message) throws Exception {
			return this.closed ? null : this.handler.handle(message);
		}

		/**
		 * What was begun is told its end, also when it is closed meanwhile.
		 */
		void failed(PhoenixMessage message, Throwable failure) throws Exception {
			this.handler.failed(message, failure);
		}

	}

}
