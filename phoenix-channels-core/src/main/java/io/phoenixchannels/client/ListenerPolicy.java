package io.phoenixchannels.client;

/**
 * What happens to messages while their handlers are busy.
 *
 * @param queueCapacity messages of one topic that may wait
 * @param overflow what gives way when they are more
 */
public record ListenerPolicy(int queueCapacity, Overflow overflow) {

	public static final ListenerPolicy DEFAULT = new ListenerPolicy(1000, Overflow.PAUSE);

	public ListenerPolicy {
		if (queueCapacity < 1) {
			throw new IllegalArgumentException(
					"The listener queue-capacity must be at least 1, but is " + queueCapacity);
		}
	}

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
