package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;

import io.phoenixchannels.session.Notice.Gap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GapTests {

	private final SessionHarness harness = new SessionHarness().joined("room:1");

	private static Instant second(int second) {
		return SessionHarness.START.plusSeconds(second);
	}

	private void advanceTo(int second) {
		this.harness.advance(Duration.between(this.harness.now(), second(second)));
	}

	@Test
	void theFirstJoinEndsNoGap() {
		this.harness.join("room:2");
		this.harness.confirmJoin("room:2");
		assertThat(this.harness.notices(Gap.class)).isEmpty();
	}

	@Test
	void afterABreakItReachesFromTheLastFrameToTheRejoin() {
		advanceTo(7);
		this.harness.broadcast("room:other", "tick");
		advanceTo(20);
		this.harness.closed(1006);
		advanceTo(21);
		this.harness.opened();
		advanceTo(23);
		this.harness.effects();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.seen()).containsSubsequence("ChannelJoined room:1 on 1 again",
				"Gap room:1 PT-16S to PT0S");
		assertThat(this.harness.notices(Gap.class)).isEmpty();
	}

	@Test
	void ofADeadLinkBeginsWithTheSilenceAndNotWithTheVerdict() {
		advanceTo(12);
		this.harness.broadcast("room:other", "tick");
		advanceTo(41);
		this.harness.opened();
		this.harness.effects();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.notices(Gap.class)).containsExactly(new Gap("room:1", second(12), second(41)));
	}

	@Test
	void afterACrashItBeginsWithTheCrash() {
		advanceTo(5);
		this.harness.crash("room:1");
		advanceTo(6);
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.notices(Gap.class)).containsExactly(new Gap("room:1", second(5), second(6)));
	}

	@Test
	void ofAChannelThatTheServerLostBeginsWithItsLastSignOfLife() {
		advanceTo(3);
		this.harness.broadcast("room:1", "tick");
		advanceTo(5);
		this.harness.push("room:1", "shout");
		this.harness.replyOk(this.harness.lastSent("room:1", "shout"));
		advanceTo(8);
		this.harness.broadcast("room:other", "tick");
		this.harness.push("room:1", "shout");
		this.harness.reply(this.harness.lastSent("room:1", "shout"), "error", SessionHarness.UNMATCHED_TOPIC);
		advanceTo(9);
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.notices(Gap.class)).containsExactly(new Gap("room:1", second(5), second(9)));
	}

	@Test
	void growsUntilARejoinSucceeds() {
		advanceTo(5);
		this.harness.crash("room:1");
		advanceTo(6);
		this.harness.rejectJoin("room:1", "busy");
		this.harness.closed(1006);
		advanceTo(7);
		this.harness.opened();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.notices(Gap.class)).containsExactly(new Gap("room:1", second(5), second(7)));
	}

	@Test
	void reachesOverADisconnectThatWasAskedFor() {
		advanceTo(4);
		this.harness.broadcast("room:1", "tick");
		this.harness.disconnect();
		advanceTo(60);
		this.harness.connect();
		this.harness.opened();
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.notices(Gap.class)).containsExactly(new Gap("room:1", second(4), second(60)));
	}

	@Test
	void reachesOverAFinalRejection() {
		advanceTo(5);
		this.harness.crash("room:1");
		advanceTo(6);
		this.harness.rejectJoin("room:1", "unmatched topic");
		advanceTo(8);
		this.harness.join("room:1");
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.notices(Gap.class)).containsExactly(new Gap("room:1", second(5), second(8)));
	}

	@Test
	void endsWhenTheTopicIsLeft() {
		this.harness.crash("room:1");
		this.harness.leave("room:1");
		advanceTo(8);
		this.harness.join("room:1");
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.seen()).contains("ChannelJoined room:1 on 1")
			.noneMatch((effect) -> effect.startsWith("Gap"));
	}

	@Test
	void isForgottenByALeaveThatIsFollowedByAJoinAtOnce() {
		this.harness.leave("room:1");
		this.harness.join("room:1");
		this.harness.confirmJoin("room:1");
		assertThat(this.harness.seen()).contains("ChannelJoined room:1 on 1")
			.noneMatch((effect) -> effect.startsWith("Gap"));
	}

}
