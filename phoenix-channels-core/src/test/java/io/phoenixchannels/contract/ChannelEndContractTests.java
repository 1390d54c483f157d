package io.phoenixchannels.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.ProtocolVersion;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.Notice;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Channels that crash, are closed, or are replaced by another join.
 */
class ChannelEndContractTests extends ContractSupport {

	@BothVersions
	void aCrashedChannelIsJoinedAgainOnTheSameConnection(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		CompletableFuture<PhoenixReply> pushed = room.push("crash", null);
		assertThatThrownBy(() -> get(pushed)).cause().isInstanceOf(PushInterruptedException.class);
		assertThat(client.notice(Notice.ChannelErrored.class).reason()).isEqualTo("the channel crashed");
		client.awaitRejoin(room());
		assertThat(client.notice(Notice.Gap.class).topic()).isEqualTo(room());
		assertAnswers(room);
		assertThat(client.tap().attempts()).isEqualTo(1);
	}

	@BothVersions
	void everyAbnormalEndOfAChannelIsACrash(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		for (String reason : List.of("error", "raise", "kill")) {
			this.admin.closeChannel(room(), reason);
			client.notice(Notice.ChannelErrored.class);
			client.awaitRejoin(room());
			assertAnswers(room);
		}
		room.send("stop", Map.of("reason", "error"));
		client.awaitRejoin(room());
		assertAnswers(room);
	}

	@BothVersions
	void aChannelThatHasNoClauseForAPushCrashes(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel channel = client.channel(topic("presence:noclause"));
		get(channel.join(Map.of("user", user())));
		CompletableFuture<PhoenixReply> pushed = channel.push("unknown", Map.of());
		assertThatThrownBy(() -> get(pushed)).cause().isInstanceOf(PushInterruptedException.class);
		client.awaitRejoin(channel.topic());
		assertAnswers(channel);
	}

	@BothVersions
	void everyNormalEndOfAChannelClosesIt(ProtocolVersion version) {
		TappedClient client = connect(version);
		for (String reason : List.of("normal", "shutdown", "shutdown_tuple")) {
			PhoenixChannel room = client.joined(room());
			room.send("stop", Map.of("reason", reason));
			assertThat(client.notice(Notice.ChannelClosed.class).byServer()).isTrue();
			assertThat(room.state()).isEqualTo(ChannelState.CLOSED);
			assertThatThrownBy(() -> get(room.push("echo", 1))).cause().isInstanceOf(PushRefusedException.class);
		}
		assertThat(client.tap().sent("phx_join")).hasSize(3);
		assertAnswers(client.joined(room()));
	}

	@BothVersions
	void aChannelClosedFromOutsideIsClosedForTheClient(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		this.admin.closeChannel(room(), "normal");
		assertThat(client.notice(Notice.ChannelClosed.class).byServer()).isTrue();
		assertAnswers(client.joined(room()));
	}

	@BothVersions
	void theReplyBeforeTheEndIsHeard(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		assertThat(get(room.push("stop_reply", null)).response(JsonNode.class)).isEqualTo(json("{\"bye\":true}"));
		assertThat(client.notice(Notice.ChannelClosed.class).byServer()).isTrue();
	}

	@BothVersions
	void aChannelThatEndsHurtsNoOther(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		PhoenixChannel other = client.joined(topic("room:other"));
		CompletableFuture<PhoenixReply> waiting = other.push("async_reply", Map.of("after", 300));
		this.admin.closeChannel(room(), "error");
		client.awaitRejoin(room());
		assertThat(get(waiting).isOk()).isTrue();
		assertThat(client.tap().sent("phx_join")).filteredOn((frame) -> frame.isOn(other.topic())).hasSize(1);
	}

	@BothVersions
	void theEndOfTheOldChannelDoesNotEndTheNewOne(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		// A leave that the server never gets makes the next join a duplicate one.
		client.tap().drop((frame) -> frame.outgoing() && frame.isEvent("phx_leave"));
		room.leave();
		CompletableFuture<PhoenixReply> joined = room.join();
		assertThat(get(joined).isOk()).isTrue();
		Notice.FrameIgnored ignored = client.notice(Notice.FrameIgnored.class);
		assertThat(ignored.event()).isEqualTo("phx_close");
		assertThat(ignored.why()).isEqualTo(Notice.FrameIgnored.Why.STALE_JOIN);
		assertThat(room.state()).isEqualTo(ChannelState.JOINED);
		assertAnswers(room);
		List<TappedFrame> received = client.tap().frames().stream().filter(TappedFrame::incoming).toList();
		assertThat(received).extracting(TappedFrame::event).startsWith("phx_reply", "phx_reply", "phx_close");
	}

	@BothVersions
	void aLateCloseOfTheOldChannelDoesNotEndTheNewOne(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		client.tap().hold((frame) -> frame.isEvent("phx_close"));
		get(room.leave());
		client.tap().awaitReceived("phx_close");
		get(room.join());
		client.tap().release();
		assertThat(client.notice(Notice.FrameIgnored.class).why()).isEqualTo(Notice.FrameIgnored.Why.STALE_JOIN);
		assertThat(room.state()).isEqualTo(ChannelState.JOINED);
		assertAnswers(room);
	}

	@BothVersions
	void aLateCrashOfTheOldChannelDoesNotHurtTheNewOne(ProtocolVersion version) {
		TappedClient client = connect(version);
		PhoenixChannel room = client.joined(room());
		client.tap().hold((frame) -> frame.isEvent("phx_error"));
		room.send("crash", null);
		client.tap().awaitReceived("phx_error");
		get(room.leave());
		get(room.join());
		client.tap().release();
		assertThat(client.notice(Notice.FrameIgnored.class).why()).isEqualTo(Notice.FrameIgnored.Why.STALE_JOIN);
		assertThat(room.state()).isEqualTo(ChannelState.JOINED);
		assertAnswers(room);
		assertThat(client.tap().sent("phx_join")).hasSize(2);
	}

	@OneVersion
	void inVersionOneTheJoinRefGoesOutThoughTheServerNeverSendsIt() {
		TappedClient client = connect(ProtocolVersion.V1);
		client.joined(room());
		TappedFrame join = client.tap().awaitSent("phx_join");
		assertThat(join.message().toString()).startsWith("text");
		assertThat(join.joinRef()).isNotNull().isEqualTo(join.ref());
		this.admin.closeChannel(room(), "error");
		TappedFrame error = client.tap().awaitReceived("phx_error");
		assertThat(error.joinRef()).isNull();
		assertThat(error.ref()).isEqualTo(join.ref());
		client.awaitRejoin(room());
	}

}
