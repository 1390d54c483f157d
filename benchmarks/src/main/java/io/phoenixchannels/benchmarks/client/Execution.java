package io.phoenixchannels.benchmarks.client;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.PhoenixClientBuilder;

/**
 * Where our client calls its handlers.
 */
public enum Execution {

	/**
	 * As it comes: off the reading thread, in order.
	 */
	DEFAULT {
		@Override
		void applyTo(PhoenixClientBuilder builder) {
		}
	},

	/**
	 * On the reading thread.
	 */
	DIRECT {
		@Override
		void applyTo(PhoenixClientBuilder builder) {
			ListenerPolicy policy = ListenerPolicy.DEFAULT;
			builder.listener(
					new ListenerPolicy(policy.queueCapacity(), policy.overflow(), ListenerPolicy.Execution.DIRECT));
		}
	};

	abstract void applyTo(PhoenixClientBuilder builder);

}
