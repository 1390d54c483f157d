package io.phoenixchannels.benchmarks.client;

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
			builder.callbackExecutor(Runnable::run);
		}
	};

	abstract void applyTo(PhoenixClientBuilder builder);

}
