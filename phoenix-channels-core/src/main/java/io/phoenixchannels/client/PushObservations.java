package io.phoenixchannels.client;

import io.micrometer.observation.ObservationRegistry;
import io.phoenixchannels.client.observation.DefaultPhoenixPushObservationConvention;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation;
import io.phoenixchannels.client.observation.PhoenixPushContext.Operation;
import io.phoenixchannels.client.observation.PhoenixPushContext;
import io.phoenixchannels.client.observation.PhoenixPushObservationConvention;
import io.phoenixchannels.client.observation.SafeObservation;
import org.jspecify.annotations.Nullable;

/**
 * Observes the pushes of a client, for as long as anybody wants to know.
 */
final class PushObservations {

	private final ObservationRegistry registry;

	private final @Nullable PhoenixPushObservationConvention convention;

	private final String client;

	private final String target;

	PushObservations(PhoenixClientBuilder builder, String target) {
		this.registry = builder.observationRegistry;
		this.convention = builder.pushObservationConvention;
		this.client = builder.name;
		this.target = target;
	}

	/**
	 * Starts an observation, a child of the one that is current on the calling thread.
	 */
	PushObservation start(String topic, String event, Operation operation) {
		if (this.registry.isNoop()) {
			return PushObservation.NONE;
		}
		PhoenixPushContext context = new PhoenixPushContext(this.client, this.target, topic, event, operation);
		return new PushObservation(context,
				SafeObservation.start(() -> PhoenixObservationDocumentation.PUSH.observation(this.convention,
						DefaultPhoenixPushObservationConvention.INSTANCE, () -> context, this.registry)));
	}

}
