package io.phoenixchannels.boot.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.event.PhoenixGapEvent;
import io.phoenixchannels.listener.DeclaredTopics;
import io.phoenixchannels.listener.PhoenixChannelListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.listener.PhoenixPresenceListenerEndpoint;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PhoenixEndpointTests {

	private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

	private final FakePhoenixClient client = new FakePhoenixClient("default");

	private final FakePhoenixClient alerts = new FakePhoenixClient("alerts");

	private final PhoenixListenerEndpointRegistry registry = new PhoenixListenerEndpointRegistry(
			List.of(this.client, this.alerts), this.client, new NoTopics(), Duration.ofSeconds(1));

	private final PhoenixEndpoint endpoint = new PhoenixEndpoint(List.of(this.client, this.alerts), this.registry);

	PhoenixEndpointTests() {
		this.registry.register(new PhoenixListenerEndpoint("shouts", null, topics("room:lobby", "room:{room}"),
				List.of("shout", "whisper"), true, (invocation) -> {
				}, null, "example.Rooms.onShout"));
		this.registry.register(new PhoenixChannelListenerEndpoint("gaps", "alerts", topics("alert:*"),
				PhoenixGapEvent.class, false, (invocation) -> {
				}, "example.Alerts.onGap"));
		this.registry.register(new PhoenixPresenceListenerEndpoint("who", null, topics("room:lobby"),
				PresenceChange.class, false, (invocation) -> {
				}, "example.Rooms.onPresence"));
		this.registry.start();
		this.client.clearCalls();
	}

	private static List<TopicPattern> topics(String... topics) {
		return Arrays.stream(topics).map(TopicPattern::parse).toList();
	}

	private static void assertRefused(int status, ThrowingCallable call, String problem) {
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(call)
			.withMessage(problem)
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(problem))
			.isInstanceOfSatisfying(PhoenixEndpointException.class, (ex) -> assertThat(ex.status()).isEqualTo(status));
	}

	@Test
	void clientIsShownWithConnectionsAndChannels() {
		this.client
			.status(new ClientStatus(
					List.of(new ConnectionStatus(1, ConnectionState.WAITING, T0, 3, 0, 2,
							new DisconnectReason(DisconnectReason.Kind.HEARTBEAT_TIMEOUT, null,
									"nothing came for 10 s"),
							T0.plusSeconds(5), T0)),
					List.of(new ChannelStatus("room:lobby", ChannelState.ERRORED, 1, T0, 4, "the channel crashed",
							T0.plusSeconds(1)))));
		ClientDescriptor shown = this.endpoint.client("default");
		assertThat(shown.target()).isEqualTo("ws://localhost:4000/socket/websocket");
		assertThat(shown.connected()).isFalse();
		assertThat(shown.connections()).containsExactly(new ConnectionDescriptor(1, "waiting", T0, 3, 0, 2,
				new ConnectionDescriptor.DisconnectDescriptor("heartbeat_timeout", null, "nothing came for 10 s"),
				T0.plusSeconds(5)));
		assertThat(shown.channels()).containsExactly(
				new ChannelDescriptor("room:lobby", "errored", 1, T0, 4, "the channel crashed", T0.plusSeconds(1)));
		assertThat(shown.counters()).isEqualTo(this.client.counters());
	}

	@Test
	void listenersAreShownWithTheirClient() {
		assertThat(this.endpoint.client("default").listeners()).containsExactly(
				new ListenerDescriptor("shouts", List.of("room:lobby", "room:{room}"), List.of("shout", "whisper"),
						"example.Rooms.onShout", true, true, false),
				new ListenerDescriptor("who", List.of("room:lobby"), List.of("PresenceChange"),
						"example.Rooms.onPresence", false, false, false));
		assertThat(this.endpoint.client("alerts").listeners()).containsExactly(new ListenerDescriptor("gaps",
				List.of("alert:*"), List.of("PhoenixGapEvent"), "example.Alerts.onGap", false, false, false));
	}

	@Test
	void allClientsAreShownByName() {
		assertThat(this.endpoint.clients().clients()).containsOnlyKeys("alerts", "default")
			.containsEntry("default", this.endpoint.client("default"));
	}

	@Test
	void worksWithoutListeners() {
		PhoenixEndpoint bare = new PhoenixEndpoint(List.of(this.client), null);
		assertThat(bare.clients().fleet()).isNull();
		assertThat(bare.client("default").listeners()).isEmpty();
		assertRefused(404, () -> bare.perform("default", "stop", null, "shouts"),
				"The client 'default' has no listener 'shouts'; it has []");
	}

	@Test
	void joinWantsTheTopic() {
		this.endpoint.perform("alerts", "join", "alert:all", null);
		assertThat(this.alerts.calls()).contains("join alert:all");
		assertThat(this.client.calls()).isEmpty();
	}

	@Test
	void leaveNoLongerWantsTheTopic() {
		this.client.status(new ClientStatus(List.of(FakePhoenixClient.connection(ConnectionState.OPEN)),
				List.of(new ChannelStatus("room:lobby", ChannelState.JOINED, 1, T0, 0, null, null))));
		this.endpoint.perform("default", "leave", "room:lobby", null);
		assertThat(this.client.calls()).containsExactly("leave room:lobby");
	}

	@Test
	void reconnectNeedsNothingButTheClient() {
		this.endpoint.perform("default", "reconnect", null, null);
		assertThat(this.client.calls()).containsExactly("reconnect");
	}

	@Test
	void listenerIsStoppedAndStarted() {
		ClientDescriptor stopped = this.endpoint.perform("default", "stop", null, "shouts");
		assertThat(stopped.listeners().get(0).running()).isFalse();
		assertThat(this.registry.isRunning("shouts")).isFalse();
		assertThat(this.endpoint.perform("default", "START", null, "shouts").listeners().get(0).running()).isTrue();
		assertThat(this.registry.isRunning("shouts")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "stop", "pause", "resume" })
	void listenerOfAnotherClientIsNotFound(String action) {
		assertRefused(404, () -> this.endpoint.perform("alerts", action, null, "shouts"),
				"The client 'alerts' has no listener 'shouts'; it has [gaps]");
		assertThat(this.registry.isRunning("shouts")).isTrue();
		assertThat(this.registry.isPaused("shouts")).isFalse();
	}

	@Test
	void listenerIsPausedAndResumed() {
		ClientDescriptor paused = this.endpoint.perform("default", "pause", null, "shouts");
		assertThat(paused.listeners().get(0).paused()).isTrue();
		assertThat(paused.listeners().get(0).running()).isTrue();
		assertThat(this.registry.isPaused("shouts")).isTrue();
		assertThat(this.endpoint.perform("default", "resume", null, "shouts").listeners().get(0).paused()).isFalse();
		assertThat(this.registry.isPaused("shouts")).isFalse();
	}

	@Test
	void listenerOfPresenceCannotBePaused() {
		assertRefused(400, () -> this.endpoint.perform("default", "pause", null, "who"),
				"The listener 'who' hears no messages, and cannot be paused, only stopped. To make it wait, pause a"
						+ " @PhoenixListener of the same topic");
	}

	@Test
	void unknownListenerIsNotFound() {
		assertRefused(404, () -> this.endpoint.perform("default", "stop", null, "none"),
				"The client 'default' has no listener 'none'; it has [shouts, who]");
	}

	@Test
	void unknownClientIsNotFound() {
		String problem = "There is no client 'other'; there are [alerts, default]";
		assertRefused(404, () -> this.endpoint.client("other"), problem);
		assertRefused(404, () -> this.endpoint.perform("other", "reconnect", null, null), problem);
	}

	@Test
	void unknownTopicCannotBeLeft() {
		assertRefused(404, () -> this.endpoint.perform("default", "leave", "room:none", null),
				"The client 'default' has no channel of the topic 'room:none'");
		assertThat(this.client.calls()).isEmpty();
	}

	@Test
	void wrongParametersAreNamed() {
		assertRefused(400, () -> this.endpoint.perform("default", null, null, null),
				"The parameter action is missing; there are [join, leave, reconnect, start, stop, pause, resume]");
		assertRefused(400, () -> this.endpoint.perform("default", "close", null, null),
				"There is no action 'close'; there are [join, leave, reconnect, start, stop, pause, resume]");
		for (String action : List.of("join", "leave")) {
			assertRefused(400, () -> this.endpoint.perform("default", action, " ", "shouts"),
					"The parameter topic is missing, which the action " + action + " needs");
		}
		for (String action : List.of("start", "stop", "pause", "resume")) {
			assertRefused(400, () -> this.endpoint.perform("default", action, "room:lobby", null),
					"The parameter listener is missing, which the action " + action + " needs");
		}
		assertThat(this.client.calls()).isEmpty();
	}

	@Test
	void realClientSaysWhatCannotBeDone() {
		PhoenixClient real = PhoenixClient.builder("ws://localhost:4000/socket").build();
		PhoenixEndpoint endpoint = new PhoenixEndpoint(List.of(real), null);
		assertRefused(400, () -> endpoint.perform("default", "join", "phoenix", null),
				"'phoenix' is no topic that can be joined");
		real.close();
		String closed = "The client 'default' is closed, and cannot be used any more";
		assertRefused(409, () -> endpoint.perform("default", "join", "room:lobby", null), closed);
		assertRefused(409, () -> endpoint.perform("default", "reconnect", null, null), closed);
		assertThat(endpoint.client("default").connected()).isFalse();
	}

	private static final class NoTopics implements DeclaredTopics {

		@Override
		public Collection<String> topics(String client) {
			return List.of();
		}

		@Override
		public Join join(String client, String topic) {
			return null;
		}

	}

}
