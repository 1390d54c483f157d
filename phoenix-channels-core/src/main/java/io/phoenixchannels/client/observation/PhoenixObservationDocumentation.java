package io.phoenixchannels.client.observation;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of a client. Low-cardinality key values become the tags of meters, and
 * all become those of spans. None holds a secret, a payload, or the server's words.
 */
public enum PhoenixObservationDocumentation implements ObservationDocumentation {

	/**
	 * A push, from the call to its reply, or to whatever else becomes of it.
	 */
	PUSH {

		@Override
		public String getName() {
			return "phoenix.channels.push";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPhoenixPushObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return PushLowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return PushHighCardinality.values();
		}

	},

	/**
	 * One attempt to connect, from asking for credentials to the end of the handshake.
	 */
	CONNECT {

		@Override
		public String getName() {
			return "phoenix.channels.connect";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPhoenixConnectObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ConnectLowCardinality.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return ConnectHighCardinality.values();
		}

	};

	static final String REMOTE_SERVICE = "phoenix";

	/**
	 * What is not known as long as the observation goes on.
	 */
	static final String UNKNOWN = "unknown";

	@Override
	public abstract String getName();

	/**
	 * Tags of the meters of pushes. The topic is none of them: there may be any number.
	 */
	public enum PushLowCardinality implements KeyName {

		/**
		 * The name of the client.
		 */
		CLIENT,

		/**
		 * The event that is pushed. Events are the names of functions of the server's
		 * channels, and Phoenix tags its own metrics with them.
		 */
		EVENT,

		/**
		 * A {@link PhoenixPushContext.Operation}, in lower case.
		 */
		OPERATION,

		/**
		 * A {@link PhoenixPushContext.PushOutcome}, in lower case.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * What only spans have of pushes.
	 */
	public enum PushHighCardinality implements KeyName {

		/**
		 * The topic that is pushed on.
		 */
		TOPIC,

		/**
		 * The status of the reply, as the server's channel chose it.
		 */
		STATUS;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Tags of the meters of attempts to connect.
	 */
	public enum ConnectLowCardinality implements KeyName {

		/**
		 * The name of the client.
		 */
		CLIENT,

		/**
		 * {@code connected}, or why not: a
		 * {@link io.phoenixchannels.session.DisconnectReason.Kind} in lower case.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * What only spans have of attempts to connect.
	 */
	public enum ConnectHighCardinality implements KeyName {

		/**
		 * How many attempts in a row failed before this one.
		 */
		ATTEMPT,

		/**
		 * The HTTP status of a refused handshake.
		 */
		CODE,

		/**
		 * The number of the connection, from 1.
		 */
		CONNECTION,

		/**
		 * Where to, without anything secret.
		 */
		TARGET;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
