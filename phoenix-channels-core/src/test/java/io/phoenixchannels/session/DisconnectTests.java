package io.phoenixchannels.session;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DisconnectTests {

	private final SessionHarness harness = new SessionHarness();

	@Test
	void leavesEverythingThenClosesAndIsDoneWhenTheConnectionIs() {
		this.harness.joined("room:1");
		this.harness.join("room:2");
		this.harness.effects();
		OperationId disconnect = this.harness.disconnect();
		assertThat(this.harness.seen()).containsExactly("send [\"1\",\"3\",\"room:1\",\"phx_leave\",{}]",
				"send [\"2\",\"4\",\"room:2\",\"phx_leave\",{}]", "close 1#1 with 1000");
		assertThat(this.harness.outcome(disconnect)).isNull();
		this.harness.closed(1000);
		assertThat(this.harness.outcome(disconnect)).isEqualTo(Outcome.DONE);
		this.harness.advance(Duration.ofDays(1));
		assertThat(this.harness.seen()).containsExactly("ConnectionClosed 1", "resolve op4 Done");
	}

	@Test
	void keepsTopicsWantedAndConnectJoinsThemAgain() {
		this.harness.joined("room:1");
		this.harness.disconnect();
		this.harness.closed(1000);
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.WAITING);
		this.harness.connect();
		this.harness.effects();
		this.harness.opened();
		// No leave of before, which a server would take for one of the new join.
		assertThat(this.harness.sent()).containsExactly("[\"3\",\"3\",\"room:1\",\"phx_join\",{}]");
	}

	@Test
	void aCloseThatHangsIsAborted() {
		this.harness.joined();
		OperationId disconnect = this.harness.disconnect();
		this.harness.effects();
		this.harness.advance(Duration.ofSeconds(2));
		assertThat(this.harness.seen()).containsExactly("abort 1#1", "ConnectionClosed 1", "resolve op2 Done");
		assertThat(this.harness.outcome(disconnect)).isEqualTo(Outcome.DONE);
	}

	@Test
	void manyRequestsAreAllDone() {
		this.harness.joined();
		OperationId first = this.harness.disconnect();
		OperationId second = this.harness.disconnect();
		this.harness.closed(1000);
		OperationId third = this.harness.disconnect();
		for (OperationId operation : new OperationId[] { first, second, third }) {
			assertThat(this.harness.outcome(operation)).isEqualTo(Outcome.DONE);
		}
	}

	@Test
	void endsConnectsThatWait() {
		OperationId connect = this.harness.connect();
		this.harness.disconnect();
		assertThat(this.harness.outcome(connect)).isEqualTo(new Outcome.GivenUp(DisconnectReason.requested()));
	}

	@Test
	void interruptsPushesAtOnce() {
		this.harness.joined("room:1");
		OperationId push = this.harness.push("room:1", "shout");
		this.harness.disconnect();
		assertThat(this.harness.outcome(push)).isInstanceOf(Outcome.Interrupted.class);
	}

	@Test
	void aLeaveWhileNotConnectedIsDoneAtOnceAndSendsNothingLater() {
		this.harness.joined("room:1");
		this.harness.closed(1006);
		OperationId leave = this.harness.leave("room:1");
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
		this.harness.effects();
		this.harness.advance(Duration.ofMillis(100));
		this.harness.opened();
		assertThat(this.harness.sent()).isEmpty();
	}

	@Test
	void whatWaitsForAJoinGoesOnWaitingUntilItsDeadline() {
		this.harness.joined();
		this.harness.join("room:1");
		OperationId sooner = this.harness.push("room:1", "sooner", Duration.ofSeconds(5));
		OperationId later = this.harness.push("room:1", "later", Duration.ofSeconds(60));
		this.harness.disconnect();
		this.harness.closed(1000);
		assertThat(this.harness.outcome(sooner)).isNull();
		this.harness.advance(Duration.ofSeconds(5));
		assertThat(this.harness.outcome(sooner)).isEqualTo(new Outcome.TimedOut(false));
		this.harness.connect();
		this.harness.opened();
		this.harness.effects();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.sent()).singleElement().asString().contains("\"later\"");
		assertThat(this.harness.outcome(later)).isNull();
	}

	@Test
	void aLeaveIsDoneWhenItIsConfirmedAndNothingIsHeardMeanwhile() {
		this.harness.joined("room:1");
		OperationId leave = this.harness.leave("room:1");
		assertThat(this.harness.outcome(leave)).isNull();
		this.harness.effects();
		this.harness.broadcast("room:1", "tick");
		assertThat(this.harness.seen()).containsExactly("FrameIgnored room:1 tick NOT_JOINED");
		this.harness.replyOk(this.harness.lastSent("room:1", "phx_leave"));
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
		assertThat(this.harness.session().channels()).isEmpty();
	}

}
