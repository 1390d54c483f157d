package io.phoenixchannels.client;

import io.micrometer.observation.ObservationRegistry;
import io.phoenixchannels.client.ConnectSupplier.ConnectContext;
import io.phoenixchannels.client.observation.PhoenixConnectContext;
import io.phoenixchannels.client.observation.PhoenixConnectObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Observes the attempts of a client to connect, for as long as anybody wants to know.
 */
final class ConnectObservations {

	private final ObservationRegistry registry;

	private final @Nullable PhoenixConnectObservationConvention convention;

	private final String client;

	private final String target;

	ConnectObservations(PhoenixClientBuilder builder, String target) {
		this.registry = builder.observationRegistry;
		this.convention = builder.connectObservationConvention;
		this.client = builder.name;
		this.target = target;
	}

	/**
	 * The observation of an attempt, which is not started yet. Asks nobody anything, so
	 * that it may be called under the lock.
	 */
	ConnectObservation of(ConnectContext attempt) {
		PhoenixConnectContext context = (this.registry != ObservationRegistry.NOOP)
				? new PhoenixConnectContext(this.client, this.target, attempt.connection(), attempt.attempt()) : null;
		return new ConnectObservation(context, this.convention, this.registry);
	}

}
