package io.phoenixchannels.session;

import java.time.Duration;
import java.util.List;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Signal.FrameRefused;
import io.phoenixchannels.session.Signal.JoinParamsFailed;
import io.phoenixchannels.session.Signal.JoinParamsSupplied;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JoinTests {

	private final SessionHarness harness = new SessionHarness();

	@Test
	void aTopicThatWasWantedBeforeTheFirstAttemptFailedIsJoinedOnce() {
		this.harness.join("room:1");
		this.harness.connect();
		this.harness.join("room:2");
		this.harness.failed(null);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		this.harness.advance(Duration.ofSeconds(5));
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]",
				"[\"2\",\"2\",\"room:2\",\"phx_join\",{}]");
	}

	@Test
	void whateverIsWantedIsJoinedOnceOnEachNewConnection() {
		this.harness.joined("room:1", "room:2");
		this.harness.join("room:3");
		this.harness.crash("room:2");
		this.harness.join("room:4");
		this.harness.rejectJoin("room:4", "unmatched topic");
		this.harness.leave("room:1");
		this.harness.closed(1006);
		this.harness.effects();
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		this.harness.advance(Duration.ofSeconds(5));
		assertThat(this.harness.sent()).containsExactly("[\"6\",\"6\",\"room:2\",\"phx_join\",{}]",
				"[\"7\",\"7\",\"room:3\",\"phx_join\",{}]");
	}

	@Test
	void everyFrameOfAChannelCarriesTheRefOfItsJoin() {
		this.harness.joined("room:1");
		this.harness.closed(1006);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		this.harness.confirmJoin("room:1");
		this.harness.push("room:1", "shout");
		this.harness.send("room:1", "shout");
		this.harness.leave("room:1");
		assertThat(this.harness.sent()).containsExactly("[\"2\",\"2\",\"room:1\",\"phx_join\",{}]",
				"[\"2\",\"3\",\"room:1\",\"shout\",{}]", "[\"2\",\"4\",\"room:1\",\"shout\",{}]",
				"[\"2\",\"5\",\"room:1\",\"phx_leave\",{}]");
	}

	@Test
	void joiningAJoinedTopicSharesTheJoin() {
		this.harness.connect();
		this.harness.opened();
		OperationId first = this.harness.join("room:1");
		OperationId second = this.harness.join("room:1");
		this.harness.confirmJoin("room:1");
		OperationId third = this.harness.join("room:1");
		assertThat(this.harness.sent()).hasSize(1);
		for (OperationId operation : List.of(first, second, third)) {
			assertThat(this.harness.outcome(operation)).isInstanceOf(Outcome.Replied.class);
		}
	}

	/** The frames are those of the recording {@code slow_join}. */
	@Test
	void aLateReplyToAJoinThatTimedOutChangesNothing() {
		this.harness.connect();
		this.harness.opened();
		OperationId join = this.harness.join("room:slow");
		this.harness.advance(Duration.ofSeconds(11));
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"1\",\"room:slow\",\"phx_join\",{}]",
				"[\"1\",\"2\",\"room:slow\",\"phx_leave\",{}]", "[\"3\",\"3\",\"room:slow\",\"phx_join\",{}]");
		reply("1", "1");
		assertThat(this.harness.seen()).containsExactly("FrameIgnored room:slow phx_reply UNAWAITED_REPLY");
		assertThat(this.harness.state("room:slow")).isEqualTo(ChannelState.JOINING);
		reply("3", "3");
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Replied.class);
		this.harness.effects();
		reply("1", "2");
		this.harness.receive("1", "1", "room:slow", "phx_close", Payload.EMPTY);
		assertThat(this.harness.seen()).containsExactly("FrameIgnored room:slow phx_reply UNAWAITED_REPLY",
				"FrameIgnored room:slow phx_close STALE_JOIN");
		assertThat(this.harness.state("room:slow")).isEqualTo(ChannelState.JOINED);
	}

	private void reply(String joinRef, String ref) {
		this.harness.reply(new Frame(joinRef, ref, "room:slow", "", Payload.EMPTY), "ok", "{}");
	}

	/**
	 * In the recording {@code leave_then_rejoin_pipelined} the leave gets no reply, and
	 * the old channel's end comes after the new join's reply.
	 */
	@Test
	void leaveAndJoinAgainDoNotWaitForEachOther() {
		this.harness.joined("room:1");
		OperationId leave = this.harness.leave("room:1");
		OperationId join = this.harness.join("room:1");
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"2\",\"room:1\",\"phx_leave\",{}]",
				"[\"3\",\"3\",\"room:1\",\"phx_join\",{}]");
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
		this.harness.confirmJoin("room:1");
		this.harness.effects();
		this.harness.receive("1", "1", "room:1", "phx_close", Payload.EMPTY);
		assertThat(this.harness.seen()).containsExactly("FrameIgnored room:1 phx_close STALE_JOIN");
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.JOINED);
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Replied.class);
	}

	@Test
	void theEndOfAChannelThatWasLeftConfirmsTheLeaveWithoutAReply() {
		this.harness.joined("room:1");
		OperationId leave = this.harness.leave("room:1");
		this.harness.receive("1", "1", "room:1", "phx_close", Payload.EMPTY);
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
		assertThat(this.harness.state("room:1")).isNull();
	}

	@Test
	void aLeaveThatIsNotAnsweredIsDoneAfterTheTimeout() {
		this.harness.joined("room:1");
		OperationId first = this.harness.leave("room:1");
		OperationId second = this.harness.leave("room:1");
		this.harness.advance(Duration.ofSeconds(10));
		assertThat(this.harness.outcome(first)).isEqualTo(Outcome.DONE);
		assertThat(this.harness.outcome(second)).isEqualTo(Outcome.DONE);
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"2\",\"room:1\",\"phx_leave\",{}]");
	}

	@Test
	void nothingIsDeliveredAfterAChannelIsClosed() {
		this.harness.joined("room:1");
		this.harness.leave("room:1");
		this.harness.effects();
		this.harness.replyOk(this.harness.lastSent("room:1", "phx_leave"));
		assertThat(this.harness.seen()).containsExactly(
				"deliver [\"1\",\"2\",\"room:1\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]",
				"resolve op3 Done", "ChannelClosed room:1");
	}

	@Test
	void paramsAreAskedForAtEveryJoin() {
		this.harness.connect();
		this.harness.opened();
		this.harness.joinSupplied("room:1");
		this.harness.effects();
		this.harness.give(new JoinParamsSupplied("room:1", 2, Payload.json("{\"n\":1}")));
		this.harness.confirmJoin("room:1");
		this.harness.closed(1006);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		assertThat(this.harness.seen()).contains("send [\"1\",\"1\",\"room:1\",\"phx_join\",{\"n\":1}]",
				"ask supplier of room:1 token 4 rejoin");
		// The first supplier answers again, too late.
		this.harness.give(new JoinParamsSupplied("room:1", 2, Payload.json("{\"n\":1}")));
		this.harness.give(new JoinParamsSupplied("room:1", 4, Payload.json("{\"n\":2}")));
		assertThat(this.harness.sent()).containsExactly("[\"2\",\"2\",\"room:1\",\"phx_join\",{\"n\":2}]");
	}

	@Test
	void paramsThatCannotBeHadAreAskedForAgainLater() {
		this.harness.connect();
		this.harness.opened();
		this.harness.joinSupplied("room:1");
		this.harness.give(new JoinParamsFailed("room:1", 2, "no token", false));
		this.harness.effects();
		this.harness.advance(Duration.ofMillis(12_999));
		assertThat(this.harness.seen()).containsExactly("ask supplier of room:1 token 3",
				"ChannelErrored room:1 'the join params were not supplied within 10 s' retry PT0.001S");
		this.harness.advance(Duration.ofMillis(1));
		assertThat(this.harness.seen()).containsExactly("ask supplier of room:1 token 4");
	}

	@Test
	void aJoinThatCouldNotBeQueuedIsTriedAgain() {
		this.harness.connect();
		this.harness.opened();
		this.harness.join("room:1");
		this.harness.give(new FrameRefused(this.harness.attempt(1), this.harness.lastSent("room:1", "phx_join"),
				"the queue is full", false));
		this.harness.effects();
		this.harness.advance(Duration.ofSeconds(1));
		assertThat(this.harness.sent()).containsExactly("[\"2\",\"2\",\"room:1\",\"phx_join\",{}]");
	}

	@Test
	void aJoinThatCanNeverBeSentIsGivenUpUntilSomebodyJoinsAgain() {
		this.harness.connect();
		this.harness.opened();
		OperationId join = this.harness.join("room:1");
		OperationId push = this.harness.push("room:1", "shout");
		this.harness.give(new FrameRefused(this.harness.attempt(1), this.harness.lastSent("room:1", "phx_join"),
				"no bytes in version 1", true));
		assertThat(this.harness.outcome(join))
			.isEqualTo(new Outcome.Refused("the join cannot be sent: no bytes in version 1"));
		assertThat(this.harness.outcome(push))
			.isEqualTo(new Outcome.Refused("the join cannot be sent: no bytes in version 1"));
		ChannelStatus status = this.harness.session().channel("room:1");
		assertThat(status.state()).isEqualTo(ChannelState.REJECTED);
		assertThat(status.problem()).isEqualTo("the join cannot be sent: no bytes in version 1");
		assertThat(status.nextAttemptAt()).isNull();
		this.harness.closed(1006);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		this.harness.effects();
		this.harness.advance(Duration.ofSeconds(20));
		assertThat(this.harness.sent()).noneMatch((frame) -> frame.contains("phx_join"));
		this.harness.join("room:1");
		assertThat(this.harness.sent()).hasSize(1).allMatch((frame) -> frame.contains("phx_join"));
	}

	@Test
	void paramsThatCameAfterThoseThatCannotBeSentAreTried() {
		this.harness.connect();
		this.harness.opened();
		OperationId first = this.harness.joinSupplied("room:1");
		OperationId second = this.harness.join("room:1", new JoinParams.Fixed(Payload.json("{\"token\":2}")));
		this.harness.give(new JoinParamsFailed("room:1", 2, "no JSON", true));
		assertThat(this.harness.seen())
			.contains("ChannelErrored room:1 'the join params cannot be sent: no JSON' retry PT1S");
		this.harness.advance(Duration.ofSeconds(1));
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"1\",\"room:1\",\"phx_join\",{\"token\":2}]");
		this.harness.replyOk(this.harness.lastSent("room:1", "phx_join"));
		assertThat(this.harness.outcome(first)).isEqualTo(this.harness.outcome(second))
			.isInstanceOf(Outcome.Replied.class);
	}

	@Test
	void aLeaveThatCouldNotBeQueuedIsSentAgainUntilItCan() {
		this.harness.joined("room:1");
		OperationId leave = this.harness.leave("room:1");
		String frame = "[\"1\",\"2\",\"room:1\",\"phx_leave\",{}]";
		for (int i = 0; i < 3; i++) {
			assertThat(this.harness.sent()).containsExactly(frame);
			this.harness.give(new FrameRefused(this.harness.attempt(1), this.harness.lastSent("room:1", "phx_leave"),
					"the queue is full", false));
			this.harness.effects();
			this.harness.advance(Duration.ofSeconds(1));
		}
		assertThat(this.harness.sent()).containsExactly(frame);
		this.harness.replyOk(this.harness.lastSent("room:1", "phx_leave"));
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
	}

	@Test
	void aLeaveThatCouldNotBeQueuedIsSentAgainThoughNobodyWaitsForItAnyMore() {
		this.harness.joined("room:1");
		OperationId leave = this.harness.leave("room:1");
		Frame frame = this.harness.lastSent("room:1", "phx_leave");
		for (int i = 0; i < 11; i++) {
			this.harness.give(new FrameRefused(this.harness.attempt(1), frame, "the queue is full", false));
			this.harness.effects();
			this.harness.advance(Duration.ofSeconds(1));
		}
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
		assertThat(this.harness.session().channels()).isEmpty();
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"2\",\"room:1\",\"phx_leave\",{}]");
	}

	@Test
	void aLeaveThatCouldNotBeQueuedIsNotSentAfterTheTopicIsJoinedAnewOrTheConnectionIsGone() {
		this.harness.joined("room:1", "room:2");
		this.harness.leave("room:1");
		this.harness.give(new FrameRefused(this.harness.attempt(1), this.harness.lastSent("room:1", "phx_leave"),
				"the queue is full", false));
		this.harness.join("room:1");
		this.harness.leave("room:2");
		this.harness.give(new FrameRefused(this.harness.attempt(1), this.harness.lastSent("room:2", "phx_leave"),
				"the queue is full", false));
		this.harness.closed(1006);
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		this.harness.effects();
		this.harness.advance(Duration.ofSeconds(9));
		assertThat(this.harness.sent()).isEmpty();
	}

	@Test
	void leavingBeforeTheJoinIsConfirmedLeavesNothingBehind() {
		this.harness.connect();
		this.harness.opened();
		OperationId join = this.harness.join("room:1");
		OperationId leave = this.harness.leave("room:1");
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.LEAVING);
		this.harness.replyOk(this.harness.lastSent("room:1", "phx_leave"));
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Closed.class);
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
		assertThat(this.harness.session().channels()).isEmpty();
	}

	@Test
	void theReplyToAJoinNamesItsJoinAlsoInVersionOne() {
		this.harness.join("room:1");
		this.harness.connect();
		this.harness.opened();
		this.harness.effects();
		this.harness.receive(null, "1", "room:1", "phx_reply", new Reply("ok", Payload.EMPTY));
		assertThat(this.harness.effects()).filteredOn(Effect.DeliverMessage.class::isInstance)
			.extracting((effect) -> ((Effect.DeliverMessage) effect).frame())
			.containsExactly(new Frame("1", "1", "room:1", "phx_reply", new Reply("ok", Payload.EMPTY)));
	}

}
