package io.phoenixchannels.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A channel is errored for another reason than a rejection: it crashed, the server no
 * longer knows it, the join or its params took too long, or cannot be sent.
 *
 * @param reason for people
 * @param nextAttempt when it is joined again; null if it is not, as the join can never be
 * sent
 */
public record PhoenixChannelErroredEvent(String client, String topic, String reason,
		@Nullable Instant nextAttempt) implements PhoenixChannelEvent {
}
