package io.phoenixchannels.event;

import java.time.Instant;

/**
 * A channel is errored for another reason than a rejection: it crashed, the server no
 * longer knows it, the join or its params took too long.
 *
 * @param reason for people
 * @param nextAttempt when it is joined again
 */
public record PhoenixChannelErroredEvent(String client, String topic, String reason,
		Instant nextAttempt) implements PhoenixChannelEvent {
}
