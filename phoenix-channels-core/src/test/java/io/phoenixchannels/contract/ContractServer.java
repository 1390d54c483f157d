package io.phoenixchannels.contract;

import java.util.Locale;

/**
 * A server that offers the sockets, channels and routes of the recordings.
 */
interface ContractServer extends AutoCloseable {

	/**
	 * Where its main socket is: {@code ws://host:port/socket}.
	 */
	String url();

	/**
	 * Where one of its other sockets is.
	 * @param variant what its path has behind {@code /socket_}
	 */
	default String url(String variant) {
		return url() + "_" + variant;
	}

	/**
	 * Where its plain routes are: {@code http://host:port}.
	 */
	default String httpUrl() {
		String socket = url();
		return socket.substring(0, socket.lastIndexOf('/')).replaceFirst("^ws", "http");
	}

	/**
	 * Whether {@link #another()} gives a server.
	 */
	default boolean canBeRestarted() {
		return false;
	}

	/**
	 * A server of the same kind, for the caller alone, that {@link #start()} brings back
	 * at the same address after it was shut down.
	 */
	default ContractServer another() {
		throw new UnsupportedOperationException(this + " is the only one of its kind");
	}

	/**
	 * Starts it again.
	 */
	default void start() {
		throw new UnsupportedOperationException(this + " cannot be started again");
	}

	@Override
	default void close() {
	}

	/**
	 * Which servers there are.
	 */
	enum Kind {

		/** The embedded one, closing connections as Bandit does. */
		EMBEDDED_BANDIT,

		/** The embedded one, closing connections as Cowboy does. */
		EMBEDDED_COWBOY,

		/** A Phoenix that runs already, at {@code -Dphoenix.url}. */
		PHOENIX_AT_URL,

		/** A Phoenix in a container, where there is a Docker engine. */
		PHOENIX_IN_CONTAINER;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}

	}

}
