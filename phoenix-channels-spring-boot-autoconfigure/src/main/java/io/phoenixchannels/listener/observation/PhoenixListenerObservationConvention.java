package io.phoenixchannels.listener.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How calls of listeners are named and tagged. A bean of this type is used for all.
 */
public interface PhoenixListenerObservationConvention extends ObservationConvention<PhoenixListenerContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PhoenixListenerContext;
	}

}
