package io.phoenixchannels.client.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How attempts to connect are named and tagged.
 */
public interface PhoenixConnectObservationConvention extends ObservationConvention<PhoenixConnectContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PhoenixConnectContext;
	}

}
