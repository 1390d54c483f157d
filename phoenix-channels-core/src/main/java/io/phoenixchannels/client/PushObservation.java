package io.phoenixchannels.client;

import io.micrometer.observation.Observation;
import io.phoenixchannels.client.observation.PhoenixPushContext.PushOutcome;
import io.phoenixchannels.client.observation.PhoenixPushContext;
import io.phoenixchannels.client.observation.SafeObservation;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one push. It has no scope: nothing that runs later, on whatever
 * thread, is part of it.
 */
final class PushObservation {

	/**
	 * Observes nothing.
	 */
	static final PushObservation NONE = new PushObservation(null, Observation.NOOP);

	private final @Nullable PhoenixPushContext context;

	private final Observation observation;

	PushObservation(@Nullable PhoenixPushContext context, Observation observation) {
		this.context = context;
		this.observation = observation;
	}

	void replied(String status) {
		if (this.context != null) {
			this.context.replied(status);
			SafeObservation.stop(this.observation, null);
		}
	}

	void sent() {
		if (this.context != null) {
			this.context.ended(PushOutcome.SENT);
			SafeObservation.stop(this.observation, null);
		}
	}

	void failed(Throwable failure) {
		if (this.context != null) {
			this.context.ended(outcome(failure));
			SafeObservation.stop(this.observation, failure);
		}
	}

	private static PushOutcome outcome(Throwable failure) {
		if (failure instanceof PushTimeoutException) {
			return PushOutcome.TIMEOUT;
		}
		return (failure instanceof PushInterruptedException) ? PushOutcome.INTERRUPTED : PushOutcome.REFUSED;
	}

}
