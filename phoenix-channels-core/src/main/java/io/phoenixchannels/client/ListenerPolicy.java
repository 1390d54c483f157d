package io.phoenixchannels.client;

/**
 * What happens to messages while their handlers are busy.
 *
 * @param queueCapacity messages of one topic that may wait
 * @param overflow what gives way when they are more
 * @param execution on which thread handlers run
 */
public record ListenerPolicy(int queueCapacity, Overflow overflow, Execution execution) {

	/**
	 * 1,000 messages for each topic, then reading pauses; handlers run on the callback
	 * executor.
	 */
	public static final ListenerPolicy DEFAULT = new ListenerPolicy(1000, Overflow.PAUSE);

	private static final int TOGETHER = 64;

	/**
	 * Checks the value.
	 * @throws IllegalArgumentException if the capacity is less than 1
	 */
	public ListenerPolicy {
		if (queueCapacity < 1) {
			throw new IllegalArgumentException(
					"The listener queue-capacity must be at least 1, but is " + queueCapacity);
		}
	}

	/**
	 * A policy whose handlers run on the callback executor.
	 */
	public ListenerPolicy(int queueCapacity, Overflow overflow) {
		this(queueCapacity, overflow, Execution.QUEUED);
	}

	/**
	 * How many messages of one topic, if they have come together, are looked at before
	 * the thread that reads calls their handlers: to do one thing many times is quicker
	 * than two in turns. Never so many that more would wait than may.
	 */
	int together() {
		return (this.execution == Execution.DIRECT) ? Math.min(TOGETHER, this.queueCapacity) : 1;
	}

	/**
	 * On which thread handlers of messages run, and what depends on replies.
	 */
	public enum Execution {

		/**
		 * On the callback executor. They may block: only their own topic waits.
		 */
		QUEUED,

		/**
		 * On the thread that reads from the connection, without a change of threads. A
		 * handler that does not return at once holds up all topics of the connection, its
		 * heartbeats and its replies; one that waits for a reply waits in vain. What must
		 * wait for a stage or for a paused handler goes on on the callback executor, as
		 * does a long run of messages. What depends on the future of a join or a push
		 * runs there too if the server replied, and so do handlers of presence; observers
		 * of channels may.
		 */
		DIRECT

	}

	/**
	 * What gives way when more messages wait than may.
	 */
	public enum Overflow {

		/**
		 * Reading from the connection pauses until there is room, so that the server
		 * waits. Nothing is lost, but the connection's other topics wait too.
		 */
		PAUSE,

		/**
		 * The oldest waiting message is dropped, counted and announced.
		 */
		DROP_OLDEST,

		/**
		 * The new message is dropped, counted and announced.
		 */
		DROP_NEWEST

	}

}
