package io.phoenixchannels.client;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps what conventions and handlers of observations throw away from what is observed.
 */
final class SafeObservation {

	private static final Log logger = LogFactory.getLog(PhoenixClient.class);

	private SafeObservation() {
	}

	static Observation start(Supplier<Observation> observation) {
		try {
			return observation.get().start();
		}
		catch (RuntimeException ex) {
			logger.warn("An observation of a Phoenix client could not be started", ex);
			return Observation.NOOP;
		}
	}

	static void stop(Observation observation) {
		try {
			observation.stop();
		}
		catch (RuntimeException ex) {
			logger.warn("An observation of a Phoenix client could not be stopped", ex);
		}
	}

}
