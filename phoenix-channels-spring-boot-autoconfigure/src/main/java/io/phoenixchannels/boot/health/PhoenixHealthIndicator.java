package io.phoenixchannels.boot.health;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The health of one client: up when all its connections are open and the server rejects
 * none of its topics, out of service while the application has it disconnected, otherwise
 * down; or unknown, for as long as a grace period says, while it gets back a connection
 * or its first one. Only reads what the client knows: nothing is sent.
 */
public class PhoenixHealthIndicator extends AbstractHealthIndicator {

	private final PhoenixClient client;

	private final Duration gracePeriod;

	/**
	 * Without a grace period.
	 */
	public PhoenixHealthIndicator(PhoenixClient client) {
		this(client, Duration.ZERO);
	}

	/**
	 * Is down only when the client has been without one of its connections for a while.
	 * @param gracePeriod how long, by the client's time; zero or less for at once
	 */
	public PhoenixHealthIndicator(PhoenixClient client, Duration gracePeriod) {
		super("The status of the Phoenix client could not be read");
		this.client = client;
		this.gracePeriod = gracePeriod;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClientStatus status = this.client.status();
		builder.withDetail("target", this.client.target());
		List<ConnectionStatus> closed = status.connections()
			.stream()
			.filter((connection) -> connection.state() != ConnectionState.OPEN)
			.toList();
		List<ConnectionStatus> missing = closed.stream().filter((connection) -> !isUnwanted(connection)).toList();
		List<ChannelStatus> rejected = status.channels()
			.stream()
			.filter((channel) -> channel.state() == ChannelState.REJECTED)
			.toList();
		if (closed.isEmpty() && rejected.isEmpty()) {
			builder.up();
		}
		else if (missing.isEmpty() && rejected.isEmpty()) {
			builder.outOfService().withDetail("reason", "the application has not connected the client");
		}
		else if (rejected.isEmpty() && missing.stream().allMatch(this::hasGrace)) {
			builder.unknown();
		}
		else {
			builder.down();
		}
		describe(status, missing, rejected, builder);
	}

	private static boolean isUnwanted(ConnectionStatus connection) {
		return connection.state() == ConnectionState.IDLE || connection.state() == ConnectionState.CLOSING;
	}

	private boolean hasGrace(ConnectionStatus connection) {
		Instant since = connection.outageSince();
		return since != null && connection.state() != ConnectionState.FAILED
				&& this.client.now().isBefore(since.plus(this.gracePeriod));
	}

	private static void describe(ClientStatus status, List<ConnectionStatus> missing, List<ChannelStatus> rejected,
			Health.Builder builder) {
		builder.withDetail("connections", counts(status));
		if (!status.channels().isEmpty()) {
			builder.withDetail("channels", channelCounts(status));
		}
		if (!missing.isEmpty()) {
			describe(missing.get(0), builder);
		}
		if (!rejected.isEmpty()) {
			Map<String, String> topics = new TreeMap<>();
			rejected.forEach((channel) -> topics.put(channel.topic(),
					Objects.requireNonNullElse(channel.problem(), "without a reason")));
			builder.withDetail("rejected", topics);
		}
	}

	private static void describe(ConnectionStatus connection, Health.Builder builder) {
		DisconnectReason last = connection.lastDisconnect();
		builder.withDetail("reason", (last != null) ? last.text() : "the first attempt has not ended yet");
		if (connection.outageSince() != null) {
			builder.withDetail("since", connection.outageSince());
		}
		if (connection.nextAttemptAt() != null) {
			builder.withDetail("nextAttempt", connection.nextAttemptAt());
		}
	}

	private static Map<String, Long> counts(ClientStatus status) {
		Map<ConnectionState, Long> counts = new EnumMap<>(ConnectionState.class);
		status.connections().forEach((connection) -> counts.merge(connection.state(), 1L, Long::sum));
		return named(counts);
	}

	private static Map<String, Long> channelCounts(ClientStatus status) {
		Map<ChannelState, Long> counts = new EnumMap<>(ChannelState.class);
		status.channels().forEach((channel) -> counts.merge(channel.state(), 1L, Long::sum));
		return named(counts);
	}

	private static Map<String, Long> named(Map<? extends Enum<?>, Long> counts) {
		Map<String, Long> named = new TreeMap<>();
		counts.forEach((state, count) -> named.put(state.name().toLowerCase(Locale.ROOT), count));
		return named;
	}

}
