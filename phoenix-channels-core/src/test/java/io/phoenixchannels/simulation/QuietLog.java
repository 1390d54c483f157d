package io.phoenixchannels.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.phoenixchannels.client.PhoenixClient;
import org.slf4j.LoggerFactory;

/**
 * Keeps the thousands of handlers that fail on purpose out of the log.
 */
final class QuietLog {

	private QuietLog() {
	}

	static void ofFailingHandlers() {
		((Logger) LoggerFactory.getLogger(PhoenixClient.class)).setLevel(Level.OFF);
	}

}
