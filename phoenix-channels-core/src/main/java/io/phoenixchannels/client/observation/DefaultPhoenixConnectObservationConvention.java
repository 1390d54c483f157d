package io.phoenixchannels.client.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation.ConnectHighCardinality;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation.ConnectLowCardinality;

/**
 * As {@link PhoenixObservationDocumentation#CONNECT} says. To be extended by those who
 * want other key values.
 */
public class DefaultPhoenixConnectObservationConvention implements PhoenixConnectObservationConvention {

	/**
	 * What is used if nothing else is set.
	 */
	public static final DefaultPhoenixConnectObservationConvention INSTANCE = new DefaultPhoenixConnectObservationConvention();

	@Override
	public String getName() {
		return PhoenixObservationDocumentation.CONNECT.getName();
	}

	@Override
	public String getContextualName(PhoenixConnectContext context) {
		return "connect " + context.client();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PhoenixConnectContext context) {
		String outcome = context.outcome();
		return KeyValues.of(ConnectLowCardinality.CLIENT.withValue(context.client()), ConnectLowCardinality.OUTCOME
			.withValue((outcome != null) ? outcome : PhoenixObservationDocumentation.UNKNOWN));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PhoenixConnectContext context) {
		Integer code = context.code();
		return KeyValues.of(ConnectHighCardinality.ATTEMPT.withValue(String.valueOf(context.attempt())),
				ConnectHighCardinality.CODE.withValue((code != null) ? code.toString() : KeyValue.NONE_VALUE),
				ConnectHighCardinality.CONNECTION.withValue(String.valueOf(context.connection())),
				ConnectHighCardinality.TARGET.withValue(context.target()));
	}

}
