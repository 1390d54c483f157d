package io.phoenixchannels.test.context;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.Scenario;

/**
 * What a server is like before a test, to be so again after it.
 */
final class FreshStart {

	private final EmbeddedPhoenixServer server;

	private final Scenario scenario;

	FreshStart(EmbeddedPhoenixServer server) {
		this.server = server;
		this.scenario = server.scenario();
	}

	void restore() {
		this.server.reset(this.scenario);
		this.server.start();
	}

}
