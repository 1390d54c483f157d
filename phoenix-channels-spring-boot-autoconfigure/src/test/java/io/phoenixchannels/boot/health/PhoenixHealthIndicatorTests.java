package io.phoenixchannels.boot.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class PhoenixHealthIndicatorTests {

	private static final Instant SINCE = Instant.parse("2026-01-01T03:00:00Z");

	private static final Instant NEXT = Instant.parse("2026-01-01T03:00:05Z");

	private final FakePhoenixClient client = new FakePhoenixClient("default");

	private final PhoenixHealthIndicator indicator = new PhoenixHealthIndicator(this.client);

	private Health health(List<ConnectionStatus> connections, ChannelStatus... channels) {
		this.client.status(new ClientStatus(connections, List.of(channels)));
		return this.indicator.health();
	}

	private static ConnectionStatus connection(int number, ConnectionState state) {
		boolean waiting = state == ConnectionState.WAITING;
		boolean missing = waiting || state == ConnectionState.CONNECTING || state == ConnectionState.FAILED;
		return new ConnectionStatus(number, state, Instant.EPOCH, 0, 0, 0,
				waiting ? new DisconnectReason(DisconnectReason.Kind.FAILED, null, "not reachable") : null,
				waiting ? NEXT : null, missing ? SINCE : null);
	}

	private static ChannelStatus channel(String topic, ChannelState state) {
		return new ChannelStatus(topic, state, 1, Instant.EPOCH, 0,
				(state == ChannelState.REJECTED) ? "unauthorized" : null, null);
	}

	@Test
	void isUpWhenAllConnectionsAreOpenAndNoTopicIsRejected() {
		Health health = health(List.of(connection(1, ConnectionState.OPEN), connection(2, ConnectionState.OPEN)),
				channel("room:a", ChannelState.JOINED), channel("room:b", ChannelState.JOINED),
				channel("room:c", ChannelState.JOINING));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnly(entry("target", "ws://localhost:4000/socket/websocket"),
				entry("connections", Map.of("open", 2L)), entry("channels", Map.of("joined", 2L, "joining", 1L)));
	}

	@Test
	void isDownWithTheReasonWhileAConnectionIsTriedAgain() {
		Health health = health(List.of(connection(1, ConnectionState.OPEN), connection(2, ConnectionState.WAITING)));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsOnly(entry("target", "ws://localhost:4000/socket/websocket"),
				entry("connections", Map.of("open", 1L, "waiting", 1L)), entry("reason", "not reachable"),
				entry("since", SINCE), entry("nextAttempt", NEXT));
	}

	@Test
	void isDownWithTheTopicsThatAreRejected() {
		Health health = health(List.of(connection(1, ConnectionState.OPEN)), channel("room:a", ChannelState.REJECTED),
				channel("room:b", ChannelState.JOINED));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("rejected", Map.of("room:a", "unauthorized"));
	}

	@Test
	void isDownAfterGivingUp() {
		assertThat(health(List.of(connection(1, ConnectionState.FAILED))).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void saysThatNothingIsKnownYetDuringTheFirstAttempt() {
		assertThat(health(List.of(connection(1, ConnectionState.CONNECTING))).getDetails()).containsEntry("reason",
				"the first attempt has not ended yet");
	}

	@Test
	void isUnknownDuringTheGracePeriodAndDownAfterIt() {
		PhoenixHealthIndicator patient = new PhoenixHealthIndicator(this.client, Duration.ofSeconds(30));
		for (ConnectionState state : List.of(ConnectionState.CONNECTING, ConnectionState.WAITING)) {
			this.client.status(
					new ClientStatus(List.of(connection(1, ConnectionState.OPEN), connection(2, state)), List.of()));
			assertThat(patient.health().getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(patient.health().getDetails()).containsKey("reason").containsEntry("since", SINCE);
		}
		this.client.advance(Duration.ofSeconds(29));
		assertThat(patient.health().getStatus()).isEqualTo(Status.UNKNOWN);
		this.client.advance(Duration.ofSeconds(1));
		assertThat(patient.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void thereIsNoGraceForWhatIsGivenUpOrRejected() {
		PhoenixHealthIndicator patient = new PhoenixHealthIndicator(this.client, Duration.ofSeconds(30));
		this.client.status(new ClientStatus(List.of(connection(1, ConnectionState.FAILED)), List.of()));
		assertThat(patient.health().getStatus()).isEqualTo(Status.DOWN);
		this.client.status(new ClientStatus(List.of(connection(1, ConnectionState.WAITING)),
				List.of(channel("room:a", ChannelState.REJECTED))));
		assertThat(patient.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isOutOfServiceWhileNobodyWantsAConnection() {
		for (ConnectionState state : List.of(ConnectionState.IDLE, ConnectionState.CLOSING)) {
			Health health = health(List.of(connection(1, state)));
			assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(health.getDetails()).containsEntry("reason", "the application has not connected the client");
		}
	}

}
