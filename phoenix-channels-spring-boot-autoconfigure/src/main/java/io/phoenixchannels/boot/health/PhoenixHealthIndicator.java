package io.phoenixchannels.boot.health;

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

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The health of one client: up when all its connections are open and the server rejects
 * none of its topics, out of service while the application has it disconnected, otherwise
 * down. Only reads what the client knows: nothing is sent.
 */
public class PhoenixHealthIndicator extends AbstractHealthIndicator {

	private final PhoenixClient client;

	public PhoenixHealthIndicator(PhoenixClient client) {
		super("The status of the Phoenix client could not be read");
		this.client = client;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClientStatus status = this.client.status();
		builder.withDetail("target", this.client.target());
		List<ConnectionStatus> closed = status.connections()
			.stream()
			.filter((connection) -> connection.state() != ConnectionState.OPEN)
			.toList();
		List<ChannelStatus> rejected = status.channels()
			.stream()
			.filter((channel) -> channel.state() == ChannelState.REJECTED)
			.toList();
		if (closed.isEmpty() && rejected.isEmpty()) {
			builder.up();
		}
		else if (rejected.isEmpty() && closed.stream().allMatch(PhoenixHealthIndicator::isUnwanted)) {
			builder.outOfService().withDetail("reason", "the application has not connected the client");
		}
		else {
			builder.down();
		}
		describe(status, closed, rejected, builder);
	}

	private static boolean isUnwanted(ConnectionStatus connection) {
		return connection.state() == ConnectionState.IDLE || connection.state() == ConnectionState.CLOSING;
	}

	private static void describe(ClientStatus status, List<ConnectionStatus> closed, List<ChannelStatus> rejected,
			Health.Builder builder) {
		builder.withDetail("connections", counts(status));
		if (!status.channels().isEmpty()) {
			builder.withDetail("channels", channelCounts(status));
		}
		closed.stream().filter((connection) -> !isUnwanted(connection)).findFirst().ifPresent((connection) -> {
			if (connection.lastDisconnect() != null) {
				builder.withDetail("reason", connection.lastDisconnect().text());
			}
			if (connection.nextAttemptAt() != null) {
				builder.withDetail("nextAttempt", connection.nextAttemptAt());
			}
		});
		if (!rejected.isEmpty()) {
			Map<String, String> topics = new TreeMap<>();
			rejected.forEach((channel) -> topics.put(channel.topic(),
					Objects.requireNonNullElse(channel.problem(), "without a reason")));
			builder.withDetail("rejected", topics);
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
