package io.phoenixchannels.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Heartbeats, dead links, and connections that the server ends.
 */
class ConnectionContractTests extends ContractSupport {

	private static final Duration INTERVAL = HeartbeatPolicy.DEFAULT.interval();

	private static final Duration TIMEOUT = HeartbeatPolicy.DEFAULT.timeout();

	private void assertComesBack(TappedClient client, PhoenixChannel room, int code) {
		Notice.ConnectionLost lost = client.notice(Notice.ConnectionLost.class);
		assertThat(lost.reason().code()).isEqualTo(code);
		assertThat(lost.retryAt()).isNotNull();
		client.awaitRejoin(room.topic());
		assertAnswers(room);
	}

	@BothVersions
	void aHeartbeatIsSentAndAnswered(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = connect(version, (builder) -> builder.clock(clock));
		clock.advance(INTERVAL);
		assertThat(client.notice(Notice.HeartbeatAnswered.class).connection()).isEqualTo(1);
		WireMessage sent = client.tap().awaitSent("heartbeat").message();
		assertThat(json(((WireMessage.Text) sent).text()))
			.isEqualTo(json((version == ProtocolVersion.V2) ? "[null,\"1\",\"phoenix\",\"heartbeat\",{}]"
					: "{\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"payload\":{},\"ref\":\"1\"}"));
	}

	@BothVersions
	void heartbeatsKeepAConnectionAliveThatIsIdleOtherwise(ProtocolVersion version) {
		TappedClient client = build(this.server.url("short"), version,
				(builder) -> builder.heartbeat(new HeartbeatPolicy(Duration.ofMillis(300), Duration.ofSeconds(30))));
		get(client.client().connect());
		// The server's patience is two seconds.
		for (int i = 0; i < 10; i++) {
			client.notice(Notice.HeartbeatAnswered.class);
		}
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

	@BothVersions
	void anIdleTimeoutOfTheServerIsHealed(ProtocolVersion version) {
		TappedClient client = build(this.server.url("short"), version, (builder) -> builder);
		get(client.client().connect());
		PhoenixChannel room = client.joined(room());
		// Bandit says 1002, Cowboy 1000: neither is final.
		assertThat(client.notice(Notice.ConnectionLost.class).reason().code()).isIn(1000, 1002);
		client.awaitRejoin(room());
		assertAnswers(room);
	}

	@BothVersions
	void aDeadLinkIsFoundWithinIntervalAndTimeout(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = connect(version, (builder) -> builder.clock(clock));
		PhoenixChannel room = client.joined(room());
		client.tap().drop(TappedFrame::incoming);
		clock.advance(INTERVAL);
		client.tap().awaitSent("heartbeat");
		clock.advance(TIMEOUT.minusMillis(1));
		assertThat(client.client().status().isConnected()).isTrue();
		clock.advance(Duration.ofMillis(1));
		Notice.ConnectionLost lost = client.notice(Notice.ConnectionLost.class);
		assertThat(lost.reason().kind()).isEqualTo(DisconnectReason.Kind.HEARTBEAT_TIMEOUT);
		client.tap().dropNothing();
		clock.advance(QUICK.get(0));
		client.awaitRejoin(room());
		assertAnswers(room);
	}

	@BothVersions
	void anyFrameProvesLife(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = connect(version, (builder) -> builder.clock(clock));
		PhoenixChannel room = client.joined(room());
		client.tap().drop((frame) -> frame.incoming() && frame.isOn("phoenix"));
		for (int i = 1; i <= 3; i++) {
			clock.advance(INTERVAL.minus(TIMEOUT).minusMillis(1));
			clock.advance(TIMEOUT.plusMillis(1));
			client.tap().awaitFrames(i, (frame) -> frame.isEvent("heartbeat"));
			assertAnswers(room);
		}
		clock.advance(TIMEOUT);
		assertThat(client.client().status().isConnected()).isTrue();
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

	@BothVersions
	void aDisconnectBroadcastIsHealed(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		this.admin.disconnect(user());
		assertComesBack(client, room, 1001);
	}

	@BothVersions
	void aDrainedConnectionIsHealed(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		this.admin.endTransport(user(), "drain");
		assertComesBack(client, room, 1012);
	}

	@BothVersions
	void aKilledConnectionIsHealed(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		this.admin.endTransport(user(), "kill");
		assertComesBack(client, room, 1006);
		assertThat(client.notice(Notice.Gap.class).topic()).isEqualTo(room());
	}

	@BothVersions
	void aMalformedFrameCostsTheConnectionWhichIsHealed(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		client.tap().send("{");
		assertComesBack(client, room, 1011);
	}

	@BothVersions
	void aFrameTooLargeForTheServerCostsTheConnectionOnce(ProtocolVersion version) {
		TappedClient client = build(this.server.url("limited"), version, (builder) -> builder);
		get(client.client().connect());
		PhoenixChannel room = client.joined(room());
		CompletableFuture<PhoenixReply> pushed = room.push("noreply", Map.of("data", "x".repeat(70_000)));
		assertThatThrownBy(() -> get(pushed)).cause().isInstanceOf(PushInterruptedException.class);
		// A server that closes before it has read everything resets the connection.
		assertThat(client.notice(Notice.ConnectionLost.class).reason().code()).isIn(1009, 1006);
		client.awaitRejoin(room());
		assertAnswers(room);
		assertThat(client.tap().sent("noreply")).hasSize(1);
	}

	@BothVersions
	void aServerThatIsRestartedIsJoinedAgain(ProtocolVersion version) {
		Assumptions.assumeTrue(this.server.canBeRestarted(), "This server cannot be started again after a shutdown");
		try (ContractServer own = this.server.another()) {
			TappedClient client = build(own.url(), version, (builder) -> builder);
			get(client.client().connect());
			PhoenixChannel room = client.joined(room());
			new Admin(own).shutDown();
			assertThat(client.notice(Notice.ConnectionLost.class).reason().code()).isEqualTo(1012);
			client.notice(Notice.ConnectFailed.class);
			own.start();
			client.awaitRejoin(room());
			assertAnswers(room);
			client.close();
		}
	}

	@BothVersions
	void everyCloseThatTheClientDidNotStartIsHealed(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		for (int code : List.of(1000, 1001, 1002, 1005, 1006, 1007, 1009, 1011, 1012, 1013, 4000)) {
			client.tap().end(code);
			assertComesBack(client, room, code);
		}
	}

	@BothVersions
	void aConnectionThatBreaksErrsNoTopicThatWasNeverWanted(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		PhoenixChannel never = client.channel(topic("room:never"));
		never.on("shout", (message) -> {
		});
		client.tap().end(1006);
		client.awaitRejoin(room());
		assertAnswers(room);
		assertThat(client.client().status().channels()).extracting((channel) -> channel.topic())
			.containsExactly(room());
		assertThat(client.tap().sent()).noneMatch((frame) -> frame.isOn(never.topic()));
	}

	@BothVersions
	void aClientThatDisconnectsAndConnectsAgainIsJoinedAgain(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		get(client.client().disconnect());
		get(client.client().connect());
		client.awaitRejoin(room());
		assertAnswers(room);
	}

	@BothVersions
	void connectingTwiceOpensOneConnection(ProtocolVersion version) {
		TappedClient client = build(version, (builder) -> builder);
		CompletableFuture<?> first = client.client().connect();
		CompletableFuture<?> second = client.client().connect();
		get(first);
		get(second);
		get(client.client().connect());
		assertAnswers(client.joined(room()));
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

}
