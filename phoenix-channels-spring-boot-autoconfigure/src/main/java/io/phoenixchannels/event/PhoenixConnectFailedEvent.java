package io.phoenixchannels.event;

import java.time.Instant;

import io.phoenixchannels.session.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to connect failed.
 *
 * @param attempt the how-manieth failed attempt in a row, from 1
 * @param nextAttempt when it is tried again; null if it is not
 */
public record PhoenixConnectFailedEvent(String client, int connection, DisconnectReason reason, int attempt,
		@Nullable Instant nextAttempt) implements PhoenixConnectionEvent {
}
