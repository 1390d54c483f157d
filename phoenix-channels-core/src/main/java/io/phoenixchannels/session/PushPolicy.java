package io.phoenixchannels.session;

/**
 * What happens to pushes while their channel is not joined.
 *
 * @param bufferSize pushes that one channel keeps; 0 = none, so that a push without a
 * joined channel fails at once
 * @param overflow what gives way when they are more
 */
public record PushPolicy(int bufferSize, Overflow overflow) {

	/**
	 * 100 pushes for each topic, and the new one fails.
	 */
	public static final PushPolicy DEFAULT = new PushPolicy(100, Overflow.FAIL);

	/**
	 * Checks the value.
	 * @throws IllegalArgumentException if the size is negative
	 */
	public PushPolicy {
		Durations.requireAtLeast(0, bufferSize, "push buffer-size");
	}

	/**
	 * Which push fails when the buffer is full.
	 */
	public enum Overflow {

		/**
		 * The new push fails.
		 */
		FAIL,

		/**
		 * The oldest push fails.
		 */
		DROP_OLDEST

	}

}
