package io.phoenixchannels.listener.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.phoenixchannels.client.observation.SafeObservation;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls of listeners, for as long as anybody wants to know.
 */
public final class ListenerObservations {

	/**
	 * Observes nothing.
	 */
	public static final ListenerObservations NONE = new ListenerObservations(ObservationRegistry.NOOP, null);

	private final ObservationRegistry registry;

	private final @Nullable PhoenixListenerObservationConvention convention;

	/**
	 * Observes with a registry, which is asked for nothing before the first message.
	 * @param convention null for the default one
	 */
	public ListenerObservations(ObservationRegistry registry,
			@Nullable PhoenixListenerObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	/**
	 * Whether nobody wants to know.
	 */
	public boolean areOff() {
		return this.registry.isNoop();
	}

	/**
	 * Starts the observation of a call.
	 */
	public Observation start(PhoenixListenerContext context) {
		return SafeObservation.start(() -> PhoenixListenerObservationDocumentation.LISTENER.observation(this.convention,
				DefaultPhoenixListenerObservationConvention.INSTANCE, () -> context, this.registry));
	}

}
