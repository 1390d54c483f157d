package io.phoenixchannels.boot.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Clock;
import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a client has, and remembers it for a moment: to ask a client for its status
 * copies all of it under the client's lock, and one scrape reads many gauges.
 */
final class StatusSample {

	static final Duration MAX_AGE = Duration.ofSeconds(1);

	private final PhoenixClient client;

	private final Clock clock;

	private @Nullable Counts counts;

	StatusSample(PhoenixClient client, Clock clock) {
		this.client = client;
		this.clock = clock;
	}

	long connections(ConnectionState state) {
		return counts().connections.getOrDefault(state, 0L);
	}

	long channels(ChannelState state) {
		return counts().channels.getOrDefault(state, 0L);
	}

	long bufferedPushes() {
		return counts().bufferedPushes;
	}

	private synchronized Counts counts() {
		long now = this.clock.monotonicTime();
		if (this.counts == null || now - this.counts.takenAt >= MAX_AGE.toNanos()) {
			this.counts = Counts.of(this.client.status(), now);
		}
		return this.counts;
	}

	private record Counts(Map<ConnectionState, Long> connections, Map<ChannelState, Long> channels, long bufferedPushes,
			long takenAt) {

		static Counts of(ClientStatus status, long now) {
			Map<ConnectionState, Long> connections = new EnumMap<>(ConnectionState.class);
			status.connections().forEach((connection) -> connections.merge(connection.state(), 1L, Long::sum));
			Map<ChannelState, Long> channels = new EnumMap<>(ChannelState.class);
			long buffered = 0;
			for (ChannelStatus channel : status.channels()) {
				channels.merge(channel.state(), 1L, Long::sum);
				buffered += channel.buffered();
			}
			return new Counts(connections, channels, buffered, now);
		}

	}

}
