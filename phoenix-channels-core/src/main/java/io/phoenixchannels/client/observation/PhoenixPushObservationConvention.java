package io.phoenixchannels.client.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How pushes are named and tagged.
 */
public interface PhoenixPushObservationConvention extends ObservationConvention<PhoenixPushContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PhoenixPushContext;
	}

}
