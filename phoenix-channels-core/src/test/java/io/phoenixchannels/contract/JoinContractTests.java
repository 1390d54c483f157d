package io.phoenixchannels.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.client.ChannelClosedException;
import io.phoenixchannels.client.JoinRejectedException;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.Notice;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Joining topics and leaving them.
 */
class JoinContractTests extends ContractSupport {

	@BothVersions
	void aJoinBringsTheServersReply(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixReply reply = get(client.client().join(room(), Map.of("since", 42)));
		assertThat(reply.isOk()).isTrue();
		assertThat(reply.response(JsonNode.class))
			.isEqualTo(json("{\"room\":\"" + room() + "\",\"params\":{\"since\":42}}"));
		assertThat(client.channel(room()).state()).isEqualTo(ChannelState.JOINED);
	}

	@BothVersions
	void anExactTopicIsJoined(ProtocolVersion version) {
		assertAnswers(connect(version).joined("exact"));
	}

	@BothVersions
	void aJoinReplyWithoutAResponseIsAnEmptyObject(ProtocolVersion version) {
		PhoenixReply reply = get(connect(version).client().join(room(), Map.of("empty", true)));
		assertThat(reply.response()).isEqualTo(Payload.EMPTY);
	}

	@BothVersions
	void aJoinOfATopicThatTheServerDoesNotKnowIsRejectedForGood(ProtocolVersion version) {
		TappedClient client = connect(version);
		assertThatThrownBy(() -> get(client.client().join(topic("nowhere:x")))).cause()
			.isInstanceOf(JoinRejectedException.class)
			.hasMessageEndingWith("unmatched topic");
		assertThat(client.notice(Notice.JoinRejected.class).retryAt()).isNull();
		assertThat(client.tap().sent("phx_join")).hasSize(1);
	}

	@BothVersions
	void anUnauthorizedJoinIsNotTriedAgain(ProtocolVersion version) {
		TappedClient client = connect(version);
		assertThatThrownBy(() -> get(client.client().join(room(), Map.of("deny", true)))).cause()
			.isInstanceOfSatisfying(JoinRejectedException.class,
					(ex) -> assertThat(ex.reply().reason()).isEqualTo("unauthorized"));
		assertThat(client.channel(room()).state()).isEqualTo(ChannelState.REJECTED);
		assertThat(client.tap().sent("phx_join")).hasSize(1);
	}

	@BothVersions
	void anUnauthorizedJoinIsTriedOnceMoreWithFreshParams(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixReply reply = get(client.channel(room())
			.join((context) -> CompletableFuture
				.completedFuture((context.lastRejection() == null) ? Map.of("deny", true) : Map.of("token", "fresh"))));
		assertThat(reply.response(JsonNode.class).path("params")).isEqualTo(json("{\"token\":\"fresh\"}"));
		assertThat(client.tap().sent("phx_join")).hasSize(2);
	}

	@BothVersions
	void aJoinThatIsRejectedAgainAndAgainIsGivenUp(ProtocolVersion version) {
		JoinPolicy thrice = new JoinPolicy(QUICK_REJOIN.timeout(), QUICK, 3, 50, 0, QUICK_REJOIN.terminalReasons(),
				QUICK_REJOIN.refreshReasons(), false);
		TappedClient client = connect(version, (builder) -> builder.join(thrice));
		Map<String, ?> params = Map.of("deny_with", Map.of("code", 7, "errors", List.of("a", "b")));
		assertThatThrownBy(() -> get(client.client().join(room(), params))).cause()
			.isInstanceOfSatisfying(JoinRejectedException.class, (ex) -> assertThat(ex.reply().response(JsonNode.class))
				.isEqualTo(json("{\"code\":7,\"errors\":[\"a\",\"b\"]}")));
		assertThat(client.tap().sent("phx_join")).hasSize(3);
	}

	@BothVersions
	void aJoinThatCrashesIsTriedAgain(ProtocolVersion version) {
		TappedClient client = connect(version);
		AtomicInteger joins = new AtomicInteger();
		PhoenixReply reply = get(client.channel(room())
			.join((context) -> CompletableFuture
				.completedFuture((joins.incrementAndGet() == 1) ? Map.of("crash", true) : Map.of())));
		assertThat(reply.isOk()).isTrue();
		Notice.JoinRejected rejected = client.notice(Notice.JoinRejected.class);
		assertThat(rejected.reply().reason()).isEqualTo("join crashed");
		assertThat(rejected.retryAt()).isNotNull();
	}

	@BothVersions
	void joinParamsAreAskedForAtEveryJoin(ProtocolVersion version) {
		TappedClient client = connect(version);
		AtomicInteger joins = new AtomicInteger();
		PhoenixChannel room = client.channel(room());
		get(room.join((context) -> CompletableFuture
			.completedFuture(Map.of("n", joins.incrementAndGet(), "rejoin", context.rejoin()))));
		this.admin.endTransport(user(), "kill");
		client.awaitRejoin(room());
		assertThat(get(room.join()).response(JsonNode.class).path("params"))
			.isEqualTo(json("{\"n\":2,\"rejoin\":true}"));
	}

	@BothVersions
	void aJoinThatTimesOutIsLeftAndItsLateReplyIgnored(ProtocolVersion version) {
		ManualClock clock = new ManualClock();
		TappedClient client = connect(version, (builder) -> builder.clock(clock));
		PhoenixChannel room = client.channel(room());
		AtomicInteger joins = new AtomicInteger();
		CompletableFuture<PhoenixReply> joined = room.join((context) -> CompletableFuture
			.completedFuture((joins.incrementAndGet() == 1) ? Map.of("slow", 1000) : Map.of()));
		TappedFrame join = client.tap().awaitSent("phx_join");
		clock.advance(QUICK_REJOIN.timeout());
		assertThat(client.notice(Notice.ChannelErrored.class).reason()).startsWith("the join was not answered within");
		assertThat(client.tap().awaitSent("phx_leave").joinRef()).isEqualTo(join.joinRef());
		Notice.FrameIgnored late = client.notice(Notice.FrameIgnored.class);
		assertThat(late.event()).isEqualTo("phx_reply");
		assertThat(late.why()).isEqualTo(Notice.FrameIgnored.Why.UNAWAITED_REPLY);
		assertThat(room.state()).isEqualTo(ChannelState.ERRORED);
		clock.advance(QUICK.get(0));
		assertThat(get(joined).isOk()).isTrue();
		assertAnswers(room);
	}

	@BothVersions
	void aTopicThatIsNotAnsweredDelaysNoOther(ProtocolVersion version) {
		TappedClient client = connect(version);
		String silent = topic("room:silent");
		client.tap().drop((frame) -> frame.incoming() && frame.isOn(silent));
		PhoenixChannel waiting = client.channel(silent);
		waiting.join();
		assertAnswers(client.joined(room()));
		assertThat(waiting.state()).isEqualTo(ChannelState.JOINING);
	}

	@BothVersions
	void aTopicBeyondTheServersLimitIsJoinedOnAnotherConnection(ProtocolVersion version) {
		TappedClient client = build(this.server.url("limited"), version, (builder) -> builder);
		get(client.client().connect());
		List<PhoenixChannel> rooms = List.of("room:a", "room:b", "room:c", "room:d")
			.stream()
			.map((name) -> client.joined(topic(name)))
			.toList();
		rooms.forEach(ContractSupport::assertAnswers);
		assertThat(client.client().status().connections()).extracting((connection) -> connection.joined())
			.containsExactly(3, 1);
	}

	@BothVersions
	void aLeaveIsConfirmedAndNothingIsHeardAfterwards(ProtocolVersion version) {
		TappedClient client = connect(version);
		TappedClient other = connect(version);
		PhoenixChannel room = client.joined(room());
		PhoenixChannel same = other.joined(room());
		List<String> heard = new CopyOnWriteArrayList<>();
		room.onMessage((message) -> heard.add(message.event()));
		get(room.leave());
		assertThat(room.state()).isEqualTo(ChannelState.CLOSED);
		get(same.push("shout_reply", new Shout("is anybody there?")));
		assertAnswers(client.joined(topic("room:other")));
		assertThat(heard).isEmpty();
		assertThat(client.notice(Notice.ChannelClosed.class).byServer()).isFalse();
	}

	@BothVersions
	void leavingTwiceSendsOneLeaveAndBothComplete(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		CompletableFuture<?> first = room.leave();
		CompletableFuture<?> second = room.leave();
		get(first);
		get(second);
		get(room.leave());
		assertThat(client.tap().sent("phx_leave")).hasSize(1);
	}

	@BothVersions
	void aLeaveThatIsFollowedByAJoinLeavesTheTopicJoined(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		for (int i = 0; i < 50; i++) {
			CompletableFuture<?> left = room.leave();
			CompletableFuture<PhoenixReply> joined = room.join();
			get(left);
			assertThat(get(joined).isOk()).isTrue();
			assertAnswers(room);
		}
		assertThat(client.tap().sent("phx_join")).hasSize(51);
	}

	@BothVersions
	void aTopicThatIsLeftBeforeItsJoinIsAnsweredIsNotJoined(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.channel(room());
		client.tap().hold((frame) -> frame.incoming() && frame.isEvent("phx_reply"));
		CompletableFuture<PhoenixReply> joined = room.join();
		client.tap().awaitReceived("phx_reply");
		CompletableFuture<?> left = room.leave();
		assertThatThrownBy(() -> get(joined)).cause().isInstanceOf(ChannelClosedException.class);
		client.tap().release();
		get(left);
		assertThat(room.state()).isEqualTo(ChannelState.CLOSED);
		assertAnswers(client.joined(room()));
	}

	@BothVersions
	void leavingATopicThatIsNotJoinedYetKeepsTheOthers(ProtocolVersion version) {
		TappedClient client = build(version, (builder) -> builder);
		PhoenixChannel left = client.channel(topic("room:left"));
		PhoenixChannel kept = client.channel(room());
		left.join();
		CompletableFuture<PhoenixReply> joined = kept.join();
		get(left.leave());
		get(client.client().connect());
		get(joined);
		assertAnswers(kept);
		assertThat(client.tap().sent()).noneMatch((frame) -> frame.isOn(left.topic()));
	}

}
