package io.phoenixchannels.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Signal.JoinParamsSupplied;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RejoinTests {

	private final SessionHarness harness = new SessionHarness();

	@Test
	void unmatchedTopicOnAPushHealsTheChannel() {
		this.harness.joined("room:1");
		OperationId push = this.harness.push("room:1", "shout");
		this.harness.reply(this.harness.lastSent("room:1", "shout"), "error", SessionHarness.UNMATCHED_TOPIC);
		assertThat(this.harness.outcome(push)).isInstanceOf(Outcome.Replied.class);
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.ERRORED);
		this.harness.effects();
		this.harness.advance(Duration.ofSeconds(1));
		assertThat(this.harness.sent()).containsExactly("[\"3\",\"3\",\"room:1\",\"phx_join\",{}]");
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.JOINED);
	}

	@Test
	void unmatchedTopicOnAMessageThatExpectsNoReplyHealsToo() {
		this.harness.joined("room:1");
		this.harness.send("room:1", "shout");
		this.harness.reply(this.harness.lastSent("room:1", "shout"), "error", SessionHarness.UNMATCHED_TOPIC);
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.ERRORED);
	}

	@Test
	void unmatchedTopicOnAPushFromBeforeTheJoinSaysNothingAboutIt() {
		this.harness.joined("room:1");
		for (int i = 0; i < 10; i++) {
			this.harness.push("room:1", "shout");
		}
		this.harness.crash("room:1");
		this.harness.advance(Duration.ofSeconds(1));
		this.harness.confirmJoin("room:1");
		// Sent as "9" when the channel had crashed; the join is "12".
		this.harness.reply(new Frame("1", "9", "room:1", "shout", Payload.EMPTY), "error",
				SessionHarness.UNMATCHED_TOPIC);
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.JOINED);
	}

	@Test
	void otherErrorRepliesDoNotTouchTheChannel() {
		this.harness.joined("room:1");
		this.harness.push("room:1", "shout");
		this.harness.reply(this.harness.lastSent("room:1", "shout"), "error", "{\"reason\":\"muted\"}");
		// An application may use Phoenix' words; but it does so as the channel.
		this.harness.push("room:1", "shout");
		String ref = this.harness.lastSent("room:1", "shout").ref();
		this.harness.receive("1", ref, "room:1", "phx_reply",
				new Reply("error", Payload.json(SessionHarness.UNMATCHED_TOPIC)));
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.JOINED);
	}

	@Test
	void aJoinToAnUnknownTopicIsRejectedForGood() {
		OperationId join = rejected("unmatched topic");
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Rejected.class);
		this.harness.effects();
		this.harness.advance(Duration.ofSeconds(29));
		this.harness.closed(1006);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		assertThat(this.harness.sent()).isEmpty();
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.REJECTED);
		assertThat(this.harness.session().channel("room:1").problem())
			.isEqualTo("the join was rejected: unmatched topic");
	}

	private OperationId rejected(String reason) {
		this.harness.connect();
		this.harness.opened();
		OperationId join = this.harness.join("room:1");
		this.harness.rejectJoin("room:1", reason);
		return join;
	}

	@Test
	void otherRejectionsAreTriedAgainAndEndAfterTheLastAttempt() {
		OperationId join = rejected("busy");
		List<Long> delays = new ArrayList<>();
		while (this.harness.state("room:1") == ChannelState.ERRORED && delays.size() < 20) {
			Duration delay = Duration.between(this.harness.now(),
					this.harness.session().channel("room:1").nextAttemptAt());
			delays.add(delay.toSeconds());
			this.harness.advance(delay);
			this.harness.rejectJoin("room:1", "busy");
			this.harness.broadcast("room:other", "alive");
		}
		assertThat(delays).containsExactly(1L, 2L, 5L, 10L, 10L, 10L, 10L, 10L, 10L);
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Rejected.class);
	}

	@Test
	void aNewRequestToJoinHasAllItsAttempts() {
		SessionHarness harness = new Policies().joinAttempts(2).harness().joined();
		harness.join("room:1");
		harness.rejectJoin("room:1", "busy");
		harness.advance(Duration.ofSeconds(1));
		harness.rejectJoin("room:1", "busy");
		assertThat(harness.state("room:1")).isEqualTo(ChannelState.REJECTED);
		harness.join("room:1");
		harness.rejectJoin("room:1", "busy");
		assertThat(harness.state("room:1")).isEqualTo(ChannelState.ERRORED);
	}

	@Test
	void staleParamsAreRefreshedOnceAndAtOnce() {
		this.harness.joined();
		OperationId join = this.harness.joinSupplied("room:1");
		supply(2);
		this.harness.effects();
		this.harness.rejectJoin("room:1", "unauthorized");
		assertThat(this.harness.seen()).containsSubsequence("JoinRejected room:1 unauthorized retry PT0S",
				"ask supplier of room:1 token 3 after error {\"reason\":\"unauthorized\"}");
		supply(3);
		this.harness.rejectJoin("room:1", "unauthorized");
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Rejected.class);
		// The next request begins anew, and its supplier knows what happened.
		this.harness.effects();
		this.harness.join("room:1");
		assertThat(this.harness.seen())
			.containsExactly("ask supplier of room:1 token 4 after error {\"reason\":\"unauthorized\"}");
		supply(4);
		this.harness.rejectJoin("room:1", "unauthorized");
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.JOINING);
	}

	@Test
	void staleParamsAreRefreshedAfterARejectionOfAnotherKindToo() {
		this.harness.joined();
		this.harness.joinSupplied("room:1");
		supply(2);
		this.harness.rejectJoin("room:1", "busy");
		this.harness.advance(Duration.ofSeconds(1));
		supply(3);
		this.harness.rejectJoin("room:1", "unauthorized");
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.JOINING);
	}

	private void supply(long token) {
		this.harness.give(new JoinParamsSupplied("room:1", token, Payload.EMPTY));
	}

	@Test
	void paramsThatAreAlwaysTheSameCannotBeRefreshed() {
		assertThat(this.harness.outcome(rejected("unauthorized"))).isInstanceOf(Outcome.Rejected.class);
	}

	@Test
	void aChannelThatCrashesAfterEveryJoinIsRejoinedEverMoreSlowly() {
		this.harness.joined("room:1");
		List<Long> delays = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			this.harness.crash("room:1");
			Duration delay = Duration.between(this.harness.now(),
					this.harness.session().channel("room:1").nextAttemptAt());
			delays.add(delay.toSeconds());
			this.harness.advance(delay);
			this.harness.confirmJoin("room:1");
		}
		assertThat(delays).containsExactly(1L, 2L, 5L, 10L, 10L, 10L);
		this.harness.advance(Duration.ofSeconds(10));
		this.harness.crash("room:1");
		assertThat(this.harness.session().channel("room:1").nextAttemptAt())
			.isEqualTo(this.harness.now().plusSeconds(1));
	}

	@Test
	void crashesDoNotCountAsRejections() {
		SessionHarness harness = new Policies().joinAttempts(2).harness().joined("room:1");
		for (int i = 0; i < 5; i++) {
			harness.crash("room:1");
			harness.advance(Duration.ofSeconds(10));
			harness.confirmJoin("room:1");
			harness.broadcast("room:1", "alive");
		}
		assertThat(harness.state("room:1")).isEqualTo(ChannelState.JOINED);
	}

	@Test
	void aGoodJoinMakesRejectionsOfBeforeForgotten() {
		SessionHarness harness = new Policies().joinAttempts(2).harness().joined();
		harness.join("room:1");
		for (int i = 0; i < 3; i++) {
			harness.rejectJoin("room:1", "busy");
			assertThat(harness.state("room:1")).isEqualTo(ChannelState.ERRORED);
			harness.advance(Duration.ofSeconds(10));
			harness.confirmJoin("room:1");
			harness.crash("room:1");
			harness.advance(Duration.ofSeconds(10));
		}
	}

	@Test
	void aChannelThatTheServerClosedIsNoLongerWanted() {
		this.harness.joined("room:1");
		this.harness.stop("room:1");
		assertThat(this.harness.notices(Notice.ChannelClosed.class))
			.containsExactly(new Notice.ChannelClosed("room:1", true));
		assertThat(this.harness.session().channels()).isEmpty();
	}

	@Test
	void aChannelThatTheServerClosedIsJoinedAgainIfThePolicySaysSo() {
		SessionHarness harness = new Policies().rejoinAfterClose().harness().joined("room:1");
		harness.stop("room:1");
		harness.advance(Duration.ofSeconds(1));
		assertThat(harness.sent()).containsExactly("[\"2\",\"2\",\"room:1\",\"phx_join\",{}]");
	}

	@Test
	void messagesOfAnEarlierJoinAreDroppedAndBroadcastsOnlyDeliveredWhileJoined() {
		this.harness.joined("room:1");
		this.harness.crash("room:1");
		this.harness.effects();
		this.harness.broadcast("room:1", "while errored");
		this.harness.advance(Duration.ofSeconds(1));
		this.harness.broadcast("room:1", "while joining");
		this.harness.receive("1", null, "room:1", "of the old join", Payload.EMPTY);
		this.harness.confirmJoin("room:1");
		this.harness.receive("1", null, "room:1", "of the old join", Payload.EMPTY);
		this.harness.broadcast("room:1", "broadcast");
		this.harness.receive("2", null, "room:1", "push", Payload.EMPTY);
		assertThat(this.harness.seen()).filteredOn((effect) -> !effect.contains("phx_"))
			.containsExactly("FrameIgnored room:1 while errored NOT_JOINED",
					"FrameIgnored room:1 while joining NOT_JOINED", "FrameIgnored room:1 of the old join STALE_JOIN",
					"ChannelJoined room:1 on 1 again", "Gap room:1 PT-1S to PT0S",
					"FrameIgnored room:1 of the old join STALE_JOIN", "deliver [null,null,\"room:1\",\"broadcast\",{}]",
					"deliver [\"2\",null,\"room:1\",\"push\",{}]");
	}

}
