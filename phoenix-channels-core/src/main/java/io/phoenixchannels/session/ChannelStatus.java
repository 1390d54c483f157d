package io.phoenixchannels.session;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The channel of one topic at one moment.
 *
 * @param connection the number of its connection; null when it has none
 * @param since when it got into its state
 * @param buffered pushes that wait for the join
 * @param problem why it is not joined, for people; null when there is nothing to say
 * @param nextAttemptAt when the next join is due; null when none is scheduled
 */
public record ChannelStatus(String topic, ChannelState state, @Nullable Integer connection, Instant since, int buffered,
		@Nullable String problem, @Nullable Instant nextAttemptAt) {
}
