package io.phoenixchannels.session;

import java.time.Duration;

/**
 * All that decides how a {@link Session} behaves.
 *
 * @param connectTimeout for credentials and handshake together
 * @param closeTimeout for the closing handshake
 * @param maxChannelsPerConnection topics on one connection before another is opened.
 * Phoenix allows 100 by default since 1.8.9
 */
public record SessionPolicy(Duration connectTimeout, Duration closeTimeout, int maxChannelsPerConnection,
		HeartbeatPolicy heartbeat, ReconnectPolicy reconnect, JoinPolicy join, PushPolicy push) {

	/**
	 * The defaults of all policies.
	 */
	public static final SessionPolicy DEFAULT = new SessionPolicy(Duration.ofSeconds(10), Duration.ofSeconds(2), 100,
			HeartbeatPolicy.DEFAULT, ReconnectPolicy.DEFAULT, JoinPolicy.DEFAULT, PushPolicy.DEFAULT);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if a timeout is not positive, or a connection may
	 * have no channel
	 */
	public SessionPolicy {
		Durations.requirePositive(connectTimeout, "connect timeout");
		Durations.requirePositive(closeTimeout, "close timeout");
		Durations.requireAtLeast(1, maxChannelsPerConnection, "max-channels-per-connection");
	}

}
