package io.phoenixchannels.boot.endpoint;

import java.time.Instant;
import java.util.Locale;

import io.phoenixchannels.session.ChannelStatus;
import org.jspecify.annotations.Nullable;

/**
 * The channel of one topic, as {@link ChannelStatus} says.
 */
public record ChannelDescriptor(String topic, String state, @Nullable Integer connection, Instant since, int buffered,
		@Nullable String problem, @Nullable Instant nextAttempt) {

	static ChannelDescriptor of(ChannelStatus status) {
		return new ChannelDescriptor(status.topic(), status.state().name().toLowerCase(Locale.ROOT),
				status.connection(), status.since(), status.buffered(), status.problem(), status.nextAttemptAt());
	}

}
