package io.phoenixchannels.event;

import java.time.Instant;

import io.phoenixchannels.session.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * An open connection ended.
 *
 * @param reason why; {@link io.phoenixchannels.session.DisconnectReason.Kind#REQUESTED}
 * if the application wanted it
 * @param nextAttempt when it is tried again; null if it is not
 */
public record PhoenixDisconnectedEvent(String client, int connection, DisconnectReason reason,
		@Nullable Instant nextAttempt) implements PhoenixConnectionEvent {
}
