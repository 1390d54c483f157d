package io.phoenixchannels.event;

import java.time.Instant;

import io.phoenixchannels.client.PhoenixReply;
import org.jspecify.annotations.Nullable;

/**
 * The server rejected a join.
 *
 * @param nextAttempt when it is tried again; null if the rejection is final
 */
public record PhoenixChannelJoinRejectedEvent(String client, String topic, PhoenixReply reply,
		@Nullable Instant nextAttempt) implements PhoenixChannelEvent {
}
