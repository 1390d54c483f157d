package io.phoenixchannels.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.session.Notice;
import org.jspecify.annotations.Nullable;

/**
 * The dispatchers of all topics that have had messages. They are created when the first
 * message comes that somebody wants to hear, and released when the topic is left.
 */
final class Dispatchers {

	private final ConcurrentMap<String, ChannelDispatcher> byTopic = new ConcurrentHashMap<>();

	private final Handlers handlers;

	private final ListenerPolicy policy;

	private final PayloadConverter converter;

	private final Executor executor;

	private final ChannelDispatcher.Reporter reporter;

	Dispatchers(Handlers handlers, ListenerPolicy policy, PayloadConverter converter, Executor executor,
			ChannelDispatcher.Reporter reporter) {
		this.handlers = handlers;
		this.policy = policy;
		this.converter = converter;
		this.executor = executor;
		this.reporter = reporter;
	}

	/**
	 * Keeps the last message of a topic from now on.
	 * @return the one that is kept already, if any
	 */
	@Nullable PhoenixMessage remember(String topic) {
		return dispatcher(topic).remember();
	}

	/**
	 * Keeps the last message of a topic from now on, beginning with one that was handled
	 * elsewhere.
	 */
	void resumeAfter(PhoenixMessage message) {
		ChannelDispatcher dispatcher = dispatcher(message.topic());
		while (!dispatcher.resumeAfter(message)) {
			this.byTopic.remove(message.topic(), dispatcher);
			dispatcher = dispatcher(message.topic());
		}
		dispatcher.wake();
	}

	/**
	 * The last message of a topic that all handlers have seen, if it is kept.
	 */
	@Nullable PhoenixMessage lastMessage(String topic) {
		ChannelDispatcher dispatcher = this.byTopic.get(topic);
		return (dispatcher != null) ? dispatcher.lastMessage() : null;
	}

	/**
	 * Queues a message if somebody wants to hear it.
	 * @return the dispatcher to be woken; null if nobody wants it
	 */
	@Nullable ChannelDispatcher offer(Frame frame, ReadGate gate) {
		ChannelDispatcher dispatcher = this.byTopic.get(frame.topic());
		if (dispatcher == null) {
			// Most topics never need one for the reply to their join.
			if (!this.handlers.mayHear(frame.event())) {
				return null;
			}
			dispatcher = dispatcher(frame.topic());
		}
		if (!dispatcher.wants(frame.event())) {
			return null;
		}
		while (!dispatcher.offer(frame, gate)) {
			this.byTopic.remove(frame.topic(), dispatcher);
			dispatcher = dispatcher(frame.topic());
		}
		return dispatcher;
	}

	/**
	 * Queues what happened to a channel if somebody observes it.
	 * @return the dispatcher to be woken; null if nobody does
	 */
	@Nullable ChannelDispatcher offer(Notice notice) {
		String topic = ofChannel(notice);
		if (topic == null || this.handlers.observersOf(topic).isEmpty()) {
			return null;
		}
		ChannelDispatcher dispatcher = dispatcher(topic);
		while (!dispatcher.offer(notice)) {
			this.byTopic.remove(topic, dispatcher);
			dispatcher = dispatcher(topic);
		}
		return dispatcher;
	}

	/**
	 * The topic of a notice that tells the life of a channel. Those of dropped messages
	 * are not among them: where messages are dropped, these would only make it worse.
	 */
	private static @Nullable String ofChannel(Notice notice) {
		if (notice instanceof Notice.ChannelJoined joined) {
			return joined.topic();
		}
		if (notice instanceof Notice.JoinRejected rejected) {
			return rejected.topic();
		}
		if (notice instanceof Notice.ChannelErrored errored) {
			return errored.topic();
		}
		if (notice instanceof Notice.ChannelClosed closed) {
			return closed.topic();
		}
		return (notice instanceof Notice.Gap gap) ? gap.topic() : null;
	}

	/**
	 * The topic was left: what is queued is still handled, but nothing is kept for it.
	 */
	void release(String topic) {
		ChannelDispatcher dispatcher = this.byTopic.get(topic);
		if (dispatcher != null) {
			dispatcher.retireWhenDrained(() -> this.byTopic.remove(topic, dispatcher));
		}
	}

	int size() {
		return this.byTopic.size();
	}

	private ChannelDispatcher dispatcher(String topic) {
		ChannelDispatcher dispatcher = this.byTopic.get(topic);
		return (dispatcher != null) ? dispatcher
				: this.byTopic.computeIfAbsent(topic, (key) -> new ChannelDispatcher(key, this.handlers, this.policy,
						this.converter, this.executor, this.reporter));
	}

}
