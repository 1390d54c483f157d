package io.phoenixchannels.listener;

import java.util.function.Supplier;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;

/**
 * Says which topics belong to this instance of an application. Its methods may be called
 * from any thread, and must not block.
 */
public interface TopicOwnership {

	/**
	 * All topics belong to this instance, as to each other one.
	 */
	TopicOwnership ALL = new TopicOwnership() {

		@Override
		public Delivery delivery(String client, String topic) {
			return Delivery.EVERYWHERE;
		}

		@Override
		public PhoenixRegistration want(PhoenixClient client, String topic, boolean resumes,
				Supplier<PhoenixRegistration> join) {
			return join.get();
		}

		@Override
		public Fence fence(String topic) {
			return () -> true;
		}

	};

	/**
	 * How a topic is delivered about which no listener says anything.
	 */
	Delivery delivery(String client, String topic);

	/**
	 * Sees that a topic that is delivered once is joined while it belongs to this
	 * instance.
	 * @param resumes whether its join says where to go on, so that the last message is
	 * worth being kept
	 * @param join joins it; closing what it gives leaves it
	 * @return closing it ends all this
	 */
	PhoenixRegistration want(PhoenixClient client, String topic, boolean resumes, Supplier<PhoenixRegistration> join);

	/**
	 * What stands before the listeners of a topic that is delivered once. Always the same
	 * for a topic.
	 */
	Fence fence(String topic);

	/**
	 * Lets messages pass while their topic belongs to this instance.
	 */
	@FunctionalInterface
	interface Fence {

		/**
		 * Asked before each call of a listener.
		 */
		boolean admits();

	}

}
