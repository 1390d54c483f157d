package io.phoenixchannels.session;

import java.time.Duration;
import java.util.List;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.session.Signal.FrameRefused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PushMessageTests {

	private SessionHarness harness = new SessionHarness();

	private String outcome(OperationId operation) {
		Outcome outcome = this.harness.outcome(operation);
		return (outcome != null) ? EffectText.of(outcome) : "none";
	}

	@Test
	void deadlineIsCountedFromTheCallThroughWaitingAndSending() {
		this.harness.connect();
		this.harness.join("room:1");
		OperationId push = this.harness.push("room:1", "shout", Duration.ofSeconds(5));
		this.harness.advance(Duration.ofSeconds(3));
		this.harness.opened();
		this.harness.confirmJoin("room:1");
		this.harness.advance(Duration.ofMillis(1999));
		assertThat(outcome(push)).isEqualTo("none");
		this.harness.advance(Duration.ofMillis(1));
		assertThat(outcome(push)).isEqualTo("TimedOut sent");
	}

	@Test
	void isNeverSentAfterItsDeadline() {
		this.harness.connect();
		this.harness.join("room:1");
		OperationId push = this.harness.push("room:1", "shout", Duration.ofSeconds(2));
		this.harness.advance(Duration.ofSeconds(2));
		assertThat(outcome(push)).isEqualTo("TimedOut unsent");
		// Its place is free again.
		assertThat(this.harness.session().channel("room:1").buffered()).isZero();
		this.harness.opened();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]");
	}

	@Test
	void isNotSentAfterItsDeadlineEvenIfNobodyLookedAtTheClock() {
		this.harness.connect();
		this.harness.opened();
		this.harness.join("room:1");
		OperationId push = this.harness.push("room:1", "shout", Duration.ofSeconds(2));
		this.harness.oversleep(Duration.ofSeconds(2));
		this.harness.confirmJoin("room:1");
		OperationId late = this.harness.push("room:1", "shout", Duration.ZERO);
		assertThat(outcome(push)).isEqualTo("TimedOut unsent");
		assertThat(outcome(late)).isEqualTo("TimedOut unsent");
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]");
	}

	@Test
	void waitsForTheJoinAndGoesOutInOrder() {
		this.harness.connect();
		this.harness.join("room:1");
		this.harness.push("room:1", "first");
		OperationId second = this.harness.send("room:1", "second");
		this.harness.push("room:1", "third");
		this.harness.opened();
		assertThat(outcome(second)).isEqualTo("none");
		this.harness.confirmJoin("room:1");
		this.harness.push("room:1", "fourth");
		assertThat(outcome(second)).isEqualTo("Done");
		assertThat(this.harness.sent()).containsExactly("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]",
				"[\"1\",\"2\",\"room:1\",\"first\",{}]", "[\"1\",\"3\",\"room:1\",\"second\",{}]",
				"[\"1\",\"4\",\"room:1\",\"third\",{}]", "[\"1\",\"5\",\"room:1\",\"fourth\",{}]");
	}

	@Test
	void endsAtOnceWhenTheLinkBreaksAndIsNotSentAgain() {
		this.harness.joined("room:1");
		OperationId push = this.harness.push("room:1", "shout");
		OperationId sent = this.harness.send("room:1", "shout");
		this.harness.closed(1006);
		assertThat(outcome(push)).isEqualTo("Interrupted");
		this.harness.effects();
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.sent()).containsExactly("[\"4\",\"4\",\"room:1\",\"phx_join\",{}]");
		assertThat(outcome(sent)).isEqualTo("Done");
		this.harness.advance(Duration.ofMinutes(1));
		assertThat(outcome(push)).isEqualTo("Interrupted");
	}

	@Test
	void endsWhenItsChannelCrashesClosesOrIsLeftButNotWhenAnotherDoes() {
		this.harness.joined("room:1", "room:2", "room:3", "room:4");
		List<OperationId> pushes = List.of(this.harness.push("room:1", "shout"), this.harness.push("room:2", "shout"),
				this.harness.push("room:3", "shout"), this.harness.push("room:4", "shout"));
		this.harness.crash("room:1");
		this.harness.stop("room:2");
		this.harness.leave("room:3");
		assertThat(pushes).extracting(this::outcome).containsExactly("Interrupted", "Interrupted", "none", "none");
		// Until the leave is confirmed, the reply may still come.
		this.harness.replyOk(this.harness.lastSent("room:3", "phx_leave"));
		assertThat(pushes).extracting(this::outcome)
			.containsExactly("Interrupted", "Interrupted", "Interrupted", "none");
	}

	@Test
	void endsWhenItsTopicIsLeftAndJoinedAgain() {
		this.harness.joined("room:1");
		OperationId push = this.harness.push("room:1", "shout");
		this.harness.leave("room:1");
		this.harness.join("room:1");
		assertThat(outcome(push)).isEqualTo("Interrupted");
	}

	@Test
	void thatWasSentBeforeOneWithUnmatchedTopicHasNoAnswerAndALaterOneHas() {
		this.harness.joined("room:1");
		OperationId earlier = this.harness.push("room:1", "first");
		this.harness.push("room:1", "second");
		Frame second = this.harness.lastSent("room:1", "second");
		OperationId later = this.harness.push("room:1", "third");
		this.harness.reply(second, "error", SessionHarness.UNMATCHED_TOPIC);
		assertThat(outcome(earlier)).isEqualTo("Interrupted");
		assertThat(outcome(later)).isEqualTo("none");
		this.harness.reply(this.harness.lastSent("room:1", "third"), "error", SessionHarness.UNMATCHED_TOPIC);
		assertThat(outcome(later)).isEqualTo("Replied error {\"reason\":\"unmatched topic\"}");
	}

	@Test
	void takesTheFirstOfTwoRepliesAndNoneThatIsLate() {
		this.harness.joined("room:1");
		OperationId first = this.harness.push("room:1", "first");
		OperationId second = this.harness.push("room:1", "second");
		OperationId third = this.harness.push("room:1", "third", Duration.ofSeconds(1));
		this.harness.reply(this.harness.lastSent("room:1", "second"), "ok", "{\"n\":2}");
		this.harness.reply(this.harness.lastSent("room:1", "first"), "mine", "{\"n\":1}");
		this.harness.advance(Duration.ofSeconds(1));
		this.harness.effects();
		this.harness.reply(this.harness.lastSent("room:1", "first"), "ok", "{\"n\":3}");
		this.harness.replyOk(this.harness.lastSent("room:1", "third"));
		assertThat(this.harness.seen()).containsExactly("FrameIgnored room:1 phx_reply UNAWAITED_REPLY",
				"FrameIgnored room:1 phx_reply UNAWAITED_REPLY");
		assertThat(outcome(first)).isEqualTo("Replied mine {\"n\":1}");
		assertThat(outcome(second)).isEqualTo("Replied ok {\"n\":2}");
		assertThat(outcome(third)).isEqualTo("TimedOut sent");
	}

	@Test
	void whenTooManyWaitTheNewOneFails() {
		List<OperationId> pushes = overflow(PushPolicy.Overflow.FAIL);
		assertThat(pushes).extracting(this::outcome).containsExactly("none", "none", "Refused");
		assertThat(drained()).containsExactly("first", "second");
	}

	@Test
	void whenTooManyWaitTheOldestOneFails() {
		List<OperationId> pushes = overflow(PushPolicy.Overflow.DROP_OLDEST);
		assertThat(pushes).extracting(this::outcome).containsExactly("Refused", "none", "none");
		assertThat(drained()).containsExactly("second", "third");
	}

	private List<OperationId> overflow(PushPolicy.Overflow overflow) {
		this.harness = new Policies().buffer(2, overflow).harness();
		this.harness.connect();
		this.harness.join("room:1");
		return List.of(this.harness.push("room:1", "first"), this.harness.send("room:1", "second"),
				this.harness.push("room:1", "third"));
	}

	private List<String> drained() {
		this.harness.effects();
		this.harness.opened();
		this.harness.confirmJoin("room:1");
		return this.harness.framesSent()
			.stream()
			.map(Frame::event)
			.filter((event) -> !event.startsWith("phx_"))
			.toList();
	}

	@Test
	void nothingWaitsWhereTheBufferHasNoRoomAtAll() {
		for (PushPolicy.Overflow overflow : PushPolicy.Overflow.values()) {
			SessionHarness harness = new Policies().buffer(0, overflow).harness();
			harness.connect();
			harness.join("room:1");
			assertThat(harness.outcome(harness.push("room:1", "shout"))).isEqualTo(
					new Outcome.Refused("the topic is not joined at the moment, and pushes are not kept until it is"));
		}
	}

	@Test
	void waitsWhileTheChannelIsErroredButNotWhereTheTopicIsNotWanted() {
		this.harness.joined("room:1", "room:2");
		this.harness.crash("room:1");
		OperationId waiting = this.harness.push("room:1", "shout");
		this.harness.leave("room:2");
		assertThat(outcome(this.harness.push("room:2", "shout"))).isEqualTo("Refused");
		assertThat(outcome(this.harness.push("room:3", "shout"))).isEqualTo("Refused");
		assertThat(this.harness.session().channel("room:1").buffered()).isEqualTo(1);
		this.harness.advance(Duration.ofSeconds(1));
		this.harness.confirmJoin("room:1");
		assertThat(outcome(waiting)).isEqualTo("none");
		this.harness.replyOk(this.harness.lastSent("room:1", "shout"));
		assertThat(outcome(waiting)).isEqualTo("Replied ok {}");
	}

	@Test
	void whatWaitsIsRefusedWhenTheTopicIsLeftOrRejected() {
		this.harness.joined();
		this.harness.join("room:1");
		this.harness.join("room:2");
		OperationId left = this.harness.push("room:1", "shout");
		OperationId rejected = this.harness.push("room:2", "shout");
		this.harness.leave("room:1");
		this.harness.rejectJoin("room:2", "unmatched topic");
		assertThat(outcome(left)).isEqualTo("Refused");
		assertThat(outcome(rejected)).isEqualTo("Refused");
	}

	@Test
	void thatCouldNotBeQueuedIsRefused() {
		this.harness.joined("room:1");
		OperationId push = this.harness.push("room:1", "shout");
		this.harness.give(new FrameRefused(this.harness.attempt(1), this.harness.lastSent("room:1", "shout"),
				"the queue is full", false));
		assertThat(this.harness.outcome(push)).isEqualTo(new Outcome.Refused("the queue is full"));
		this.harness.advance(Duration.ofMinutes(1));
		assertThat(outcome(push)).isEqualTo("Refused");
	}

}
