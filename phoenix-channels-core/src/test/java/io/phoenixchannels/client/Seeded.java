package io.phoenixchannels.client;

import java.util.random.RandomGenerator;

/**
 * Clients whose jitter is decided by a seed, so that what they do can be repeated.
 */
public final class Seeded {

	private Seeded() {
	}

	public static PhoenixClient build(PhoenixClientBuilder builder, RandomGenerator random) {
		builder.random = random;
		return builder.build();
	}

}
