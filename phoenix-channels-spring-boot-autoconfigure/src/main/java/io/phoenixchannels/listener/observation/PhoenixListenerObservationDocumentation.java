package io.phoenixchannels.listener.observation;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of listeners. Low-cardinality key values become the tags of meters,
 * and all become those of spans. None holds a payload.
 */
public enum PhoenixListenerObservationDocumentation implements ObservationDocumentation {

	/**
	 * One call of a listener of messages. A call that is tried again is another one.
	 */
	LISTENER {

		@Override
		public String getName() {
			return "phoenix.channels.listener";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPhoenixListenerObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinality.values();
		}

	};

	/**
	 * The event of listeners that name none.
	 */
	static final String ANY = "any";

	/**
	 * What is not known as long as the observation goes on.
	 */
	static final String UNKNOWN = "unknown";

	@Override
	public abstract String getName();

	/**
	 * Tags of the meters. The topic is none of them: there may be any number.
	 */
	public enum LowCardinality implements KeyName {

		/**
		 * The name of the client.
		 */
		CLIENT,

		/**
		 * The event of the message if the listener names its events, and {@code any} if
		 * it hears all: the server decides which these are.
		 */
		EVENT,

		/**
		 * The id of the listener.
		 */
		LISTENER,

		/**
		 * A {@link PhoenixListenerContext.Outcome}, in lower case.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * What only spans have.
	 */
	public enum HighCardinality implements KeyName {

		/**
		 * The topic of the message.
		 */
		TOPIC;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
