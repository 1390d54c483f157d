package io.phoenixchannels.session;

import java.time.Duration;

/**
 * How a connection is kept, and a dead one found.
 *
 * @param interval between heartbeats. Phoenix closes a socket that sent nothing for 60 s,
 * and only what the client sends counts
 * @param timeout how long after a heartbeat the server may stay silent. Any frame proves
 * life, so a dead link is found within interval + timeout
 */
public record HeartbeatPolicy(Duration interval, Duration timeout) {

	/**
	 * Every 30 s, with 10 s for an answer.
	 */
	public static final HeartbeatPolicy DEFAULT = new HeartbeatPolicy(Duration.ofSeconds(30), Duration.ofSeconds(10));

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is not positive
	 */
	public HeartbeatPolicy {
		Durations.requirePositive(interval, "heartbeat interval");
		Durations.requirePositive(timeout, "heartbeat timeout");
	}

}
