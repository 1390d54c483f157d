package io.phoenixchannels.session;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A connection at one moment.
 *
 * @param number from 1; stays the same across reconnects
 * @param since when it got into its state
 * @param channels topics that are assigned to it
 * @param joined topics that are joined on it
 * @param attempts failed attempts in a row, a connection that was lost before it was
 * stable being one
 * @param lastDisconnect why the last one ended; null if none has
 * @param nextAttemptAt while waiting, otherwise null
 * @param outageSince since when it is wanted and not open, through all attempts; null
 * while it is open, or not wanted
 */
public record ConnectionStatus(int number, ConnectionState state, Instant since, int channels, int joined, int attempts,
		@Nullable DisconnectReason lastDisconnect, @Nullable Instant nextAttemptAt, @Nullable Instant outageSince) {
}
