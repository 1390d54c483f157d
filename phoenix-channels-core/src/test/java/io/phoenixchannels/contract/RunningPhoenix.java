package io.phoenixchannels.contract;

/**
 * A Phoenix that somebody else has started, named by the system property
 * {@code phoenix.url}.
 */
record RunningPhoenix(String url) implements ContractServer {

	static final String PROPERTY = "phoenix.url";

	static boolean isNamed() {
		return !System.getProperty(PROPERTY, "").isBlank();
	}

	static RunningPhoenix named() {
		return new RunningPhoenix(System.getProperty(PROPERTY));
	}

}
