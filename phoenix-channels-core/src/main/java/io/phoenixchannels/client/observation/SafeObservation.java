package io.phoenixchannels.client.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what conventions and handlers of observations throw away from what is observed.
 */
public final class SafeObservation {

	private static final Log logger = LogFactory.getLog(SafeObservation.class);

	private SafeObservation() {
	}

	/**
	 * Starts an observation.
	 * @return {@link Observation#NOOP} if it could not be made or started
	 */
	public static Observation start(Supplier<Observation> observation) {
		try {
			return observation.get().start();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An observation of a Phoenix client could not be started", ex);
			return Observation.NOOP;
		}
	}

	/**
	 * Does something while an observation is current.
	 */
	public static <T> T scoped(Observation observation, Supplier<T> action) {
		Observation.Scope scope = open(observation);
		try {
			return action.get();
		}
		finally {
			close(scope);
		}
	}

	/**
	 * Makes an observation the current one of the calling thread.
	 * @return to be given to {@link #close}
	 */
	public static Observation.Scope open(Observation observation) {
		try {
			return observation.openScope();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The scope of an observation of a Phoenix client could not be opened", ex);
			return Observation.Scope.NOOP;
		}
	}

	/**
	 * Makes the observation the current one again that was before.
	 */
	public static void close(Observation.Scope scope) {
		try {
			scope.close();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The scope of an observation of a Phoenix client could not be closed", ex);
		}
	}

	/**
	 * Ends an observation.
	 * @param error what went wrong; null if nothing did
	 */
	public static void stop(Observation observation, @Nullable Throwable error) {
		try {
			if (error != null) {
				observation.error(error);
			}
			observation.stop();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("An observation of a Phoenix client could not be stopped", ex);
		}
	}

}
