package io.phoenixchannels.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.PushPolicy;
import io.phoenixchannels.session.ReconnectPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the official JavaScript client does, and a better one must not.
 */
class ResilienceContractTests extends ContractSupport {

	@BothVersions
	void aTopicWantedBeforeAFailedAttemptIsJoinedOnce(ProtocolVersion version) {
		TappedClient client = build(version, (builder) -> builder);
		client.tap().unreachable(true);
		CompletableFuture<PhoenixReply> joined = client.channel(room()).join();
		client.client().connect();
		client.notice(Notice.ConnectFailed.class, (failed) -> failed.attempt() >= 2);
		client.tap().unreachable(false);
		assertThat(get(joined).isOk()).isTrue();
		assertAnswers(client.channel(room()));
		assertThat(client.tap().sent("phx_join")).hasSize(1);
	}

	@BothVersions
	void aLeaveWhileOfflineSendsNothingOnTheNextConnection(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel left = client.joined(topic("room:left"));
		PhoenixChannel kept = client.joined(room());
		client.tap().unreachable(true);
		client.tap().end(1006);
		client.notice(Notice.ConnectFailed.class);
		int before = client.tap().sent().size();
		get(left.leave());
		CompletableFuture<PhoenixReply> pushed = kept.push("echo", 1);
		client.tap().unreachable(false);
		assertThat(get(pushed).isOk()).isTrue();
		List<TappedFrame> sent = client.tap().sent();
		assertThat(sent.subList(before, sent.size())).extracting(TappedFrame::event)
			.containsExactly("phx_join", "echo");
	}

	@BothVersions
	void waitingPushesAreBounded(ProtocolVersion version) {
		TappedClient client = build(version, (builder) -> builder.push(new PushPolicy(2, PushPolicy.Overflow.FAIL)));
		PhoenixChannel room = client.channel(room());
		room.join();
		List<CompletableFuture<PhoenixReply>> pushes = List.of(room.push("echo", 1), room.push("echo", 2));
		assertThatThrownBy(() -> get(room.push("echo", 3))).cause().isInstanceOf(PushRefusedException.class);
		get(client.client().connect());
		assertThat(pushes.stream().map((push) -> get(push).response(Integer.class)).toList()).containsExactly(1, 2);
	}

	@BothVersions
	void aPushHasOneDeadlineFromItsCallOn(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = build(version, (builder) -> builder.clock(clock).pushTimeout(Duration.ofSeconds(10)));
		PhoenixChannel room = client.channel(room());
		CompletableFuture<PhoenixReply> joined = room.join();
		CompletableFuture<PhoenixReply> pushed = room.push("noreply", null);
		clock.advance(Duration.ofSeconds(9));
		get(client.client().connect());
		get(joined);
		client.tap().awaitSent("noreply");
		assertThat(pushed).isNotDone();
		clock.advance(Duration.ofSeconds(1));
		assertThatThrownBy(() -> get(pushed)).cause()
			.isInstanceOfSatisfying(PushTimeoutException.class, (ex) -> assertThat(ex.wasSent()).isTrue());
	}

	@BothVersions
	void aPushThatWaitedTooLongIsNeverSent(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = build(version, (builder) -> builder.clock(clock));
		PhoenixChannel room = client.channel(room());
		CompletableFuture<PhoenixReply> joined = room.join();
		CompletableFuture<PhoenixReply> pushed = room.push("shout", null);
		clock.advance(Duration.ofSeconds(10));
		assertThatThrownBy(() -> get(pushed)).cause()
			.isInstanceOfSatisfying(PushTimeoutException.class, (ex) -> assertThat(ex.wasSent()).isFalse());
		get(client.client().connect());
		get(joined);
		assertAnswers(room);
		assertThat(client.tap().sent("shout")).isEmpty();
	}

	@BothVersions
	void aServerThatAcceptsAndThenClosesIsNotHammered(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		List<Duration> delays = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
		TappedClient client = build(version, (builder) -> builder.clock(clock)
			.reconnect(new ReconnectPolicy(delays, 0, Duration.ofSeconds(10), 0, Map.of())));
		CompletableFuture<PhoenixReply> joined = client.channel(room()).join();
		get(client.client().connect());
		get(joined);
		for (Duration delay : delays) {
			client.tap().end(1011);
			Notice.ConnectionLost lost = client.notice(Notice.ConnectionLost.class);
			assertThat(lost.retryAt()).isEqualTo(clock.now().plus(delay));
			clock.advance(delay);
			client.awaitRejoin(room());
		}
		// Only a connection that lasted starts anew.
		clock.advance(Duration.ofSeconds(10));
		client.tap().end(1011);
		assertThat(client.notice(Notice.ConnectionLost.class).retryAt()).isEqualTo(clock.now().plus(delays.get(0)));
	}

	@BothVersions
	void reconnectsAreSpreadOut(ProtocolVersion version) {
		HashSet<Duration> delays = new HashSet<>();
		for (int i = 0; i < 5; i++) {
			ManualClock clock = new ManualClock();
			TappedClient client = connect(version, (builder) -> builder.clock(clock)
				.reconnect(new ReconnectPolicy(List.of(Duration.ofSeconds(10)), 0.5, Duration.ZERO, 0, Map.of())));
			client.tap().end(1012);
			delays.add(Duration.between(clock.now(),
					Objects.requireNonNull(client.notice(Notice.ConnectionLost.class).retryAt())));
			client.close();
		}
		assertThat(delays).hasSizeGreaterThan(1)
			.allSatisfy((delay) -> assertThat(delay).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10)));
	}

	@BothVersions
	void manyTopicsAreAllJoinedAgain(ProtocolVersion version) {
		TappedClient client = connect(version);
		List<PhoenixChannel> rooms = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			PhoenixChannel room = client.channel(topic("room:" + i));
			room.join();
			rooms.add(room);
		}
		rooms.forEach(ContractSupport::assertAnswers);
		this.admin.endTransport(user(), "kill");
		rooms.forEach((room) -> client.awaitRejoin(room.topic()));
		rooms.forEach(ContractSupport::assertAnswers);
		assertThat(client.tap().sent("phx_join")).hasSize(120);
	}

	@BothVersions
	void aCodeThatTheApplicationCallsFinalEndsTheClient(ProtocolVersion version) {
		TappedClient client = connect(version, (builder) -> builder.reconnect(
				new ReconnectPolicy(QUICK, 0, Duration.ofSeconds(10), 0, Map.of(1001, ReconnectPolicy.Rule.GIVE_UP))));
		client.joined(room());
		this.admin.disconnect(user());
		assertThat(client.notice(Notice.ConnectionLost.class).retryAt()).isNull();
		assertThat(client.client().status().connections().get(0).state()).isEqualTo(ConnectionState.FAILED);
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

}
