package io.phoenixchannels.session;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JoinQueueTests {

	private static String topic(int number) {
		return "room:" + number;
	}

	private static SessionHarness wanting(Policies policies, int topics) {
		SessionHarness harness = policies.harness();
		IntStream.range(0, topics).forEach((number) -> harness.join(topic(number)));
		harness.connect();
		harness.effects();
		harness.opened();
		return harness;
	}

	@Test
	void onlySoManyJoinsWaitForTheirAnswerAtOnce() {
		SessionHarness harness = wanting(new Policies().joinPace(2, 0), 10);
		assertThat(harness.sent()).hasSize(2);
		harness.confirmJoin(topic(1));
		assertThat(harness.framesSent()).extracting((frame) -> frame.topic()).containsExactly(topic(2));
		harness.rejectJoin(topic(0), "unmatched topic");
		harness.leave(topic(2));
		harness.crash(topic(3));
		assertThat(harness.framesSent()).extracting((frame) -> frame.topic() + " " + frame.event())
			.containsExactly("room:3 phx_join", "room:2 phx_leave", "room:4 phx_join", "room:5 phx_join");
	}

	@Test
	void theNextJoinsGoTogetherOnceHalfOfThemAreAnswered() {
		SessionHarness harness = wanting(new Policies().joinPace(5, 0), 20);
		assertThat(harness.sent()).hasSize(5);
		harness.confirmJoin(topic(0));
		harness.confirmJoin(topic(1));
		assertThat(harness.sent()).isEmpty();
		harness.confirmJoin(topic(2));
		assertThat(harness.framesSent()).extracting((frame) -> frame.topic())
			.containsExactly(topic(5), topic(6), topic(7));
	}

	@Test
	void whoeverComesWhileThereIsRoomNeedNotWaitForAnAnswer() {
		SessionHarness harness = wanting(new Policies().joinPace(4, 0), 4);
		harness.effects();
		harness.confirmJoin(topic(0));
		harness.join(topic(9));
		assertThat(harness.framesSent()).extracting((frame) -> frame.topic()).containsExactly(topic(9));
	}

	@Test
	void aJoinThatTimesOutGivesItsPlaceToTheNext() {
		SessionHarness harness = wanting(new Policies().joinPace(1, 0), 3);
		harness.advance(Duration.ofSeconds(20));
		assertThat(harness.framesSent()).filteredOn((frame) -> frame.event().equals("phx_join"))
			.extracting((frame) -> frame.topic())
			.containsExactly(topic(0), topic(1), topic(2));
	}

	@Test
	void onlySoManyJoinsGoOutASecond() {
		SessionHarness harness = wanting(new Policies().joinPace(100, 4), 20);
		assertThat(harness.sent()).hasSize(1);
		for (int quarter = 1; quarter < 20; quarter++) {
			harness.advance(Duration.ofMillis(249));
			assertThat(harness.sent()).isEmpty();
			harness.advance(Duration.ofMillis(1));
			assertThat(harness.sent()).hasSize(1);
		}
		harness.advance(Duration.ofSeconds(3));
		assertThat(harness.sent()).isEmpty();
	}

	@Test
	void aNewConnectionBeginsWithAnEmptyQueue() {
		SessionHarness harness = wanting(new Policies().joinPace(2, 0), 4);
		harness.confirmJoin(topic(0));
		harness.closed(1006);
		harness.effects();
		harness.advance(Duration.ofMillis(100));
		harness.opened();
		assertThat(harness.sent()).hasSize(2);
		for (int number = 0; number < 4; number++) {
			for (int other = 0; other < 4; other++) {
				if (harness.state(topic(other)) == ChannelState.JOINING) {
					harness.confirmJoin(topic(other));
				}
			}
		}
		assertThat(harness.connection(1).joined()).isEqualTo(4);
	}

	@Test
	void nothingIsSentOnceTheConnectionIsGone() {
		SessionHarness harness = wanting(new Policies().joinPace(100, 1), 10);
		harness.disconnect();
		harness.closed(1000);
		harness.effects();
		assertThat(harness.session().nextDeadline()).isNull();
	}

}
