package io.phoenixchannels.event;

import java.time.Instant;

/**
 * A topic was not joined for a while: what the server sent on it between the two moments
 * may be missing. Comes right after the {@link PhoenixChannelJoinedEvent} that ends it.
 *
 * @param from the last moment at which the channel is known to have been there
 * @param to when the rejoin was confirmed
 */
public record PhoenixGapEvent(String client, String topic, Instant from, Instant to) implements PhoenixChannelEvent {
}
