package io.phoenixchannels.client.observation;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation.PushHighCardinality;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation.PushLowCardinality;

/**
 * As {@link PhoenixObservationDocumentation#PUSH} says. To be extended by those who want
 * other key values, such as a part of the topic that they know to have few values.
 */
public class DefaultPhoenixPushObservationConvention implements PhoenixPushObservationConvention {

	/**
	 * What is used if nothing else is set.
	 */
	public static final DefaultPhoenixPushObservationConvention INSTANCE = new DefaultPhoenixPushObservationConvention();

	private static final KeyValue STATUS_NONE = PushHighCardinality.STATUS.withValue(KeyValue.NONE_VALUE);

	@Override
	public String getName() {
		return PhoenixObservationDocumentation.PUSH.getName();
	}

	@Override
	public String getContextualName(PhoenixPushContext context) {
		return name(context.operation()) + " " + context.event();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PhoenixPushContext context) {
		PhoenixPushContext.PushOutcome outcome = context.outcome();
		return KeyValues.of(PushLowCardinality.CLIENT.withValue(context.client()),
				PushLowCardinality.EVENT.withValue(context.event()),
				PushLowCardinality.OPERATION.withValue(name(context.operation())), PushLowCardinality.OUTCOME
					.withValue((outcome != null) ? name(outcome) : PhoenixObservationDocumentation.UNKNOWN));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PhoenixPushContext context) {
		String status = context.status();
		return KeyValues.of(PushHighCardinality.TOPIC.withValue(context.topic()),
				(status != null) ? PushHighCardinality.STATUS.withValue(status) : STATUS_NONE);
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
