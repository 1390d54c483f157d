package io.phoenixchannels.client;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.phoenixchannels.client.Handlers.Entry;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.session.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Calls the handlers of one topic, and those who observe its channel: one message or
 * notice at a time, in the order of the wire, from a bounded queue.
 */
final class ChannelDispatcher {

	/**
	 * Notices that may wait beside the messages; the oldest give way.
	 */
	private static final int NOTICES = 1000;

	private final String topic;

	private final Handlers handlers;

	private final ListenerPolicy policy;

	private final PayloadConverter converter;

	private final Reporter reporter;

	/**
	 * Frames and notices, what is left of a message while it waits, and messages that
	 * were handled elsewhere.
	 */
	private final SerialQueue<Object> queue;

	/** Called for every message: made once. */
	private final Runnable wakeReading = this::wakeReading;

	private volatile TopicHandlers topicHandlers;

	private final AtomicReference<@Nullable ReadGate> heldGate = new AtomicReference<>();

	private volatile @Nullable PhoenixMessage lastMessage;

	private volatile boolean remembering;

	private volatile @Nullable Runnable whenRetired;

	ChannelDispatcher(String topic, Handlers handlers, ListenerPolicy policy, PayloadConverter converter,
			Executor executor, Reporter reporter) {
		this.topic = topic;
		this.handlers = handlers;
		this.policy = policy;
		this.converter = converter;
		this.reporter = reporter;
		this.queue = new SerialQueue<>(executor, this::handle, this::retireIfDrained);
		this.topicHandlers = new TopicHandlers(handlers, topic);
	}

	/**
	 * Keeps the last message that all handlers have seen from now on, for join params
	 * that are computed from it.
	 * @return the one that is kept already, if any
	 */
	@Nullable PhoenixMessage remember() {
		this.remembering = true;
		return this.lastMessage;
	}

	/**
	 * Keeps the last message from now on, beginning with one that was handled elsewhere.
	 * {@link #wake()} is to be called after it.
	 * @return false if this dispatcher is retired
	 */
	boolean resumeAfter(PhoenixMessage message) {
		this.whenRetired = null;
		this.remembering = true;
		this.lastMessage = message;
		return this.queue.add(message) > 0;
	}

	/**
	 * The last message that all handlers have seen, if it is kept.
	 */
	@Nullable PhoenixMessage lastMessage() {
		return this.lastMessage;
	}

	/**
	 * Whether anybody wants to hear an event, so that it is worth queueing.
	 */
	boolean wants(String event) {
		TopicHandlers handlers = topicHandlers();
		return !handlers.of(event).isEmpty() || (remembers(event) && !handlers.isEmpty());
	}

	private boolean remembers(String event) {
		return this.remembering && !ReservedEvents.contains(event);
	}

	/**
	 * Queues a message; {@link #wakingReading()} gets it handled.
	 * @param gate what holds up the connection that it came on
	 * @return false if this dispatcher is retired
	 */
	boolean offer(Frame frame, ReadGate gate) {
		int capacity = this.policy.queueCapacity();
		if (this.policy.overflow() == ListenerPolicy.Overflow.DROP_NEWEST && this.queue.size() >= capacity) {
			this.reporter.messageDropped(this.topic, frame.event());
			return true;
		}
		this.whenRetired = null;
		int size = this.queue.add(frame);
		if (size >= capacity && this.policy.overflow() == ListenerPolicy.Overflow.PAUSE) {
			// In this order, so that a drained queue is noticed here or there.
			gate.hold(this);
			ReadGate before = this.heldGate.getAndSet(gate);
			if (before != null && before != gate) {
				// The topic has moved to another connection.
				before.release(this);
			}
			releaseGateIfDrained();
		}
		else if (size > capacity) {
			Object dropped = this.queue.removeOldest(Frame.class::isInstance);
			if (dropped != null) {
				this.reporter.messageDropped(this.topic, ((Frame) dropped).event());
			}
		}
		return size > 0;
	}

	/**
	 * Queues what happened to the channel; {@link #wake()} gets it told.
	 * @return false if this dispatcher is retired
	 */
	boolean offer(Notice notice) {
		this.whenRetired = null;
		int size = this.queue.add(notice);
		if (size > this.policy.queueCapacity() + NOTICES) {
			this.queue.removeOldest(Notice.class::isInstance);
		}
		return size > 0;
	}

	void wake() {
		this.queue.wake();
	}

	/**
	 * Gets messages handled where the policy says; called on the thread that reads.
	 */
	Runnable wakingReading() {
		return this.wakeReading;
	}

	private void wakeReading() {
		if (this.policy.execution() == ListenerPolicy.Execution.DIRECT) {
			this.queue.wakeHere();
		}
		else {
			this.queue.wake();
		}
	}

	/**
	 * Ends this dispatcher for ever as soon as it has nothing to do, unless new messages
	 * come before.
	 */
	void retireWhenDrained(Runnable whenRetired) {
		this.whenRetired = whenRetired;
		retireIfDrained();
	}

	private void retireIfDrained() {
		Runnable whenRetired = this.whenRetired;
		if (whenRetired != null && this.queue.retire()) {
			whenRetired.run();
		}
	}

	/**
	 * Handles an element, or what is left of a message.
	 * @return false if it is suspended, and may go on elsewhere already
	 */
	private boolean handle(Object element) {
		if (element instanceof Frame frame) {
			if (!handle(new PhoenixMessage(frame, this.converter), handlersOf(frame.event()), 0)) {
				return false;
			}
		}
		else if (element instanceof Suspension suspension) {
			if (!goOn(suspension)) {
				return false;
			}
		}
		else if (element instanceof Notice notice) {
			tell(notice);
		}
		else if (element instanceof PhoenixMessage resumed) {
			this.lastMessage = resumed;
		}
		releaseGateIfDrained();
		return true;
	}

	private void tell(Notice notice) {
		for (Handlers.Observer observer : this.handlers.observersOf(this.topic)) {
			try {
				observer.tell(notice);
			}
			catch (Throwable ex) {
				this.reporter.handlerFailed(this.topic, notice.getClass().getSimpleName(), ex);
			}
		}
	}

	private boolean handle(PhoenixMessage message, List<Entry> entries, int first) {
		for (int index = first; index < entries.size(); index++) {
			Entry entry = entries.get(index);
			try {
				if (suspends(entry.whenReady(), message, entries, index, false)
						|| suspends(entry.handle(message), message, entries, index, true)) {
					return false;
				}
			}
			catch (Throwable ex) {
				failed(message, ex);
			}
		}
		// What came when all handlers were gone, none of them has seen.
		if (remembers(message.event()) && (!entries.isEmpty() || !topicHandlers().isEmpty())) {
			this.lastMessage = message;
		}
		return true;
	}

	private boolean suspends(@Nullable CompletionStage<?> stage, PhoenixMessage message, List<Entry> entries, int index,
			boolean called) {
		if (stage == null) {
			return false;
		}
		Suspension suspension = new Suspension(message, entries, index, called);
		if (suspension.await(stage, this.queue::resume)) {
			return true;
		}
		settle(suspension);
		return false;
	}

	private boolean goOn(Suspension suspension) {
		settle(suspension);
		return handle(suspension.message(), suspension.entries(), suspension.next());
	}

	private void settle(Suspension suspension) {
		Throwable failure = suspension.failure();
		if (failure != null) {
			try {
				suspension.entry().failed(suspension.message(), failure);
			}
			catch (Throwable ex) {
				failed(suspension.message(), ex);
			}
		}
	}

	private void failed(PhoenixMessage message, Throwable failure) {
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		this.reporter.handlerFailed(this.topic, message.event(), failure);
	}

	private void releaseGateIfDrained() {
		ReadGate gate = this.heldGate.get();
		if (gate != null && this.queue.size() <= this.policy.queueCapacity() / 2
				&& this.heldGate.compareAndSet(gate, null)) {
			gate.release(this);
		}
	}

	private List<Entry> handlersOf(String event) {
		return topicHandlers().of(event);
	}

	private TopicHandlers topicHandlers() {
		TopicHandlers current = this.topicHandlers;
		if (!current.isCurrent(this.handlers)) {
			current = new TopicHandlers(this.handlers, this.topic);
			this.topicHandlers = current;
		}
		return current;
	}

	/**
	 * Hears what became of messages.
	 */
	interface Reporter {

		/**
		 * Called under the lock of the {@link SessionLoop}.
		 */
		void messageDropped(String topic, String event);

		void handlerFailed(String topic, String event, Throwable failure);

	}

}
