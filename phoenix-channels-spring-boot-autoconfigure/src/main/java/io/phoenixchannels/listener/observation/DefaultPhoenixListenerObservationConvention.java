package io.phoenixchannels.listener.observation;

import java.util.Locale;

import io.micrometer.common.KeyValues;
import io.phoenixchannels.listener.observation.PhoenixListenerObservationDocumentation.HighCardinality;
import io.phoenixchannels.listener.observation.PhoenixListenerObservationDocumentation.LowCardinality;

/**
 * Names and tags calls of listeners as
 * {@link PhoenixListenerObservationDocumentation#LISTENER} says. Meant to be extended.
 */
public class DefaultPhoenixListenerObservationConvention implements PhoenixListenerObservationConvention {

	static final DefaultPhoenixListenerObservationConvention INSTANCE = new DefaultPhoenixListenerObservationConvention();

	@Override
	public String getName() {
		return PhoenixListenerObservationDocumentation.LISTENER.getName();
	}

	@Override
	public String getContextualName(PhoenixListenerContext context) {
		return context.listener() + " receive";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PhoenixListenerContext context) {
		PhoenixListenerContext.Outcome outcome = context.outcome();
		return KeyValues.of(LowCardinality.CLIENT.withValue(context.client()),
				LowCardinality.EVENT.withValue(context.isEventNamed() ? context.message().event()
						: PhoenixListenerObservationDocumentation.ANY),
				LowCardinality.LISTENER.withValue(context.listener()),
				LowCardinality.OUTCOME.withValue((outcome != null) ? outcome.name().toLowerCase(Locale.ROOT)
						: PhoenixListenerObservationDocumentation.UNKNOWN));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PhoenixListenerContext context) {
		return KeyValues.of(HighCardinality.TOPIC.withValue(context.message().topic()));
	}

}
