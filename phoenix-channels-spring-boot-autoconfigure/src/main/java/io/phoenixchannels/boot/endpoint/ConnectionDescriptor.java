package io.phoenixchannels.boot.endpoint;

import java.time.Instant;
import java.util.Locale;

import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, as {@link ConnectionStatus} says.
 */
public record ConnectionDescriptor(int number, String state, Instant since, int channels, int joined, int attempts,
		@Nullable DisconnectDescriptor lastDisconnect, @Nullable Instant nextAttempt) {

	static ConnectionDescriptor of(ConnectionStatus status) {
		return new ConnectionDescriptor(status.number(), status.state().name().toLowerCase(Locale.ROOT), status.since(),
				status.channels(), status.joined(), status.attempts(), DisconnectDescriptor.of(status.lastDisconnect()),
				status.nextAttemptAt());
	}

	/**
	 * Why a connection ended, as {@link DisconnectReason} says.
	 */
	public record DisconnectDescriptor(String kind, @Nullable Integer code, String text) {

		static @Nullable DisconnectDescriptor of(@Nullable DisconnectReason reason) {
			return (reason == null) ? null : new DisconnectDescriptor(reason.kind().name().toLowerCase(Locale.ROOT),
					reason.code(), reason.text());
		}

	}

}
