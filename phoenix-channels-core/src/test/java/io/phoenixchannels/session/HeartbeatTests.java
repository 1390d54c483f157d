package io.phoenixchannels.session;

import java.time.Duration;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Signal.FrameRejected;
import io.phoenixchannels.session.Signal.ReadingPaused;
import io.phoenixchannels.session.Signal.ReadingResumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeartbeatTests {

	private final SessionHarness harness = new SessionHarness().joined();

	@Test
	void goesOutOnEveryIntervalWhateverElseComesAndGoes() {
		this.harness.join("room:1");
		this.harness.confirmJoin("room:1");
		for (int second = 0; second < 90; second++) {
			this.harness.advance(Duration.ofSeconds(1));
			this.harness.broadcast("room:1", "tick");
			this.harness.send("room:1", "tock");
		}
		assertThat(this.harness.sent()).filteredOn((frame) -> frame.contains("heartbeat"))
			.containsExactly("[null,\"31\",\"phoenix\",\"heartbeat\",{}]", "[null,\"62\",\"phoenix\",\"heartbeat\",{}]",
					"[null,\"93\",\"phoenix\",\"heartbeat\",{}]");
	}

	@Test
	void answerSaysHowLongItTook() {
		this.harness.advance(Duration.ofSeconds(30));
		this.harness.oversleep(Duration.ofMillis(120));
		this.harness.effects();
		this.harness.replyOk(this.harness.lastSent("phoenix", "heartbeat"));
		assertThat(this.harness.seen()).containsExactly("HeartbeatAnswered 1 in PT0.12S");
	}

	@Test
	void anAnswerThatComesAfterTheNextHeartbeatStillProvesLife() {
		SessionHarness harness = new Policies().heartbeat(10, 15).harness().joined();
		harness.advance(Duration.ofSeconds(10));
		Frame first = harness.lastSent("phoenix", "heartbeat");
		harness.advance(Duration.ofSeconds(14));
		harness.effects();
		harness.replyOk(first);
		assertThat(harness.notices(Notice.HeartbeatAnswered.class)).isEmpty();
		harness.advance(Duration.ofSeconds(20));
		assertThat(harness.connection(1).state()).isEqualTo(ConnectionState.OPEN);
	}

	@ParameterizedTest
	@CsvSource({ "30,10", "10,30", "5,5", "7,60", "60,1" })
	void aDeadLinkIsFoundWithinIntervalAndTimeout(int interval, int timeout) {
		for (int lastFrame = 0; lastFrame < 2 * interval; lastFrame++) {
			SessionHarness harness = new Policies().heartbeat(interval, timeout).harness().joined();
			for (int second = 0; second < lastFrame; second++) {
				harness.advance(Duration.ofSeconds(1));
				harness.broadcast("room:other", "tick");
			}
			Duration lastHeard = harness.elapsed();
			harness.effects();
			for (int deadline = 0; deadline < 100
					&& harness.notices(Notice.ConnectionLost.class).isEmpty(); deadline++) {
				harness.reachDeadline();
			}
			Duration silence = harness.elapsed().minus(lastHeard);
			assertThat(silence).as("last frame after %s s", lastFrame)
				.isGreaterThanOrEqualTo(Duration.ofSeconds(timeout))
				.isLessThanOrEqualTo(Duration.ofSeconds(interval + timeout));
		}
	}

	@Test
	void aDeadLinkIsTornDownWithoutWaitingForThePeer() {
		this.harness.advance(Duration.ofSeconds(30));
		this.harness.effects();
		this.harness.reachDeadline();
		assertThat(this.harness.elapsed()).isEqualTo(Duration.ofSeconds(40));
		assertThat(this.harness.seen()).containsExactly("abort 1#1", "ConnectionLost 1 HEARTBEAT_TIMEOUT retry PT0.1S");
	}

	@Test
	void anyFrameProvesLife() {
		this.harness.advance(Duration.ofSeconds(39));
		this.harness.broadcast("room:other", "tick");
		this.harness.advance(Duration.ofSeconds(30));
		this.harness.give(new FrameRejected(this.harness.attempt(1), "no frame"));
		this.harness.advance(Duration.ofSeconds(30));
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.OPEN);
		this.harness.advance(Duration.ofSeconds(1));
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.WAITING);
	}

	@Test
	void silenceProvesNothingWhileReadingIsPaused() {
		this.harness.give(new ReadingPaused(this.harness.attempt(1)));
		this.harness.effects();
		this.harness.advance(Duration.ofMinutes(10));
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.OPEN);
		// It still beats: the server must not take the client for dead.
		assertThat(this.harness.sent()).hasSize(20);
	}

	@Test
	void theServerHasTheWholeTimeoutAfterReadingIsResumed() {
		this.harness.advance(Duration.ofSeconds(31));
		this.harness.give(new ReadingPaused(this.harness.attempt(1)));
		this.harness.advance(Duration.ofSeconds(14));
		this.harness.give(new ReadingResumed(this.harness.attempt(1)));
		this.harness.advance(Duration.ofMillis(9999));
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.OPEN);
		this.harness.advance(Duration.ofMillis(1));
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.WAITING);
	}

	@Test
	void stopsWithTheConnection() {
		this.harness.disconnect();
		this.harness.closed(1000);
		assertThat(this.harness.session().nextDeadline()).isNull();
	}

	@Test
	void theReplyOfAnotherTopicIsNoAnswer() {
		this.harness.advance(Duration.ofSeconds(30));
		this.harness.effects();
		Frame beat = this.harness.lastSent("phoenix", "heartbeat");
		this.harness.receive(null, beat.ref(), "room:1", "phx_reply", new Reply("ok", Payload.EMPTY));
		assertThat(this.harness.seen()).containsExactly("FrameIgnored room:1 phx_reply UNAWAITED_REPLY");
	}

}
