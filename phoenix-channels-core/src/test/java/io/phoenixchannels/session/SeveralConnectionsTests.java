package io.phoenixchannels.session;

import java.time.Duration;
import java.util.List;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.Signal.TransportClosed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeveralConnectionsTests {

	private final SessionHarness harness = new Policies().maxChannels(2).harness();

	/** Three topics joined, the third one on a second connection. */
	private void threeJoined() {
		this.harness.joined("room:1", "room:2");
		this.harness.join("room:3");
		this.harness.opened(2);
		this.harness.confirmJoin("room:3");
		this.harness.effects();
	}

	private List<Integer> numbers() {
		return this.harness.session().connections().stream().map(ConnectionStatus::number).toList();
	}

	@Test
	void topicsThatOneConnectionMayNotCarryOpenAnother() {
		this.harness.joined("room:1", "room:2");
		this.harness.join("room:3");
		assertThat(this.harness.seen()).containsExactly("open 2#2 attempt 0 after nothing");
		this.harness.opened(2);
		assertThat(this.harness.seen()).containsExactly("ConnectionOpened 2 attempts 0",
				"send [\"3\",\"3\",\"room:3\",\"phx_join\",{}]");
		assertThat(this.harness.lastSend("room:3", "phx_join").connection().number()).isEqualTo(2);
	}

	@Test
	void moreAreOpenedWithTheFirst() {
		for (int number = 0; number < 5; number++) {
			this.harness.join("room:" + number);
		}
		assertThat(this.harness.seen()).isEmpty();
		this.harness.connect();
		assertThat(this.harness.seen()).containsExactly("open 1#1 attempt 0 after nothing",
				"open 2#2 attempt 0 after nothing", "open 3#3 attempt 0 after nothing");
	}

	@Test
	void framesOfATopicCountOnItsOwnConnectionOnly() {
		threeJoined();
		this.harness.receive(1, new Frame(null, null, "room:3", "shout", Payload.EMPTY));
		assertThat(this.harness.seen()).containsExactly("FrameIgnored room:3 shout NOT_JOINED");
	}

	@Test
	void theEndOfOneDoesNotTouchTheOthers() {
		threeJoined();
		OperationId push = this.harness.push("room:1", "shout");
		OperationId lost = this.harness.push("room:3", "shout");
		this.harness.closed(2, 1006);
		assertThat(this.harness.outcome(push)).isNull();
		assertThat(this.harness.outcome(lost)).isInstanceOf(Outcome.Interrupted.class);
		assertThat(this.harness.state("room:1")).isEqualTo(ChannelState.JOINED);
		assertThat(this.harness.state("room:3")).isEqualTo(ChannelState.WAITING);
	}

	@Test
	void whatHasRoomCarriesOnForWhatBrokeAndOnlyWhatIsNeededIsOpenedAgain() {
		threeJoined();
		this.harness.leave("room:1");
		this.harness.replyOk(this.harness.lastSend("room:1", "phx_leave").frame());
		this.harness.effects();
		this.harness.closed(2, 1006);
		assertThat(this.harness.lastSend("room:3", "phx_join").connection().number()).isEqualTo(1);
		assertThat(numbers()).containsExactly(1);
		this.harness.confirmJoin("room:3");
		assertThat(this.harness.state("room:3")).isEqualTo(ChannelState.JOINED);
		assertThat(this.harness.effects()).filteredOn(Effect.Announce.class::isInstance)
			.extracting((effect) -> ((Effect.Announce) effect).notice())
			.hasAtLeastOneElementOfType(Notice.Gap.class);
		this.harness.advance(Duration.ofSeconds(10));
		assertThat(this.harness.effects()).noneMatch(Effect.OpenTransport.class::isInstance);
	}

	@Test
	void whenAllAreReplacedNoneCarriesOnForAnother() {
		threeJoined();
		this.harness.reconnect();
		assertThat(numbers()).containsExactly(1, 2);
		assertThat(this.harness.effects()).noneMatch(Effect.SendFrame.class::isInstance);
	}

	@Test
	void theServersLimitIsLearnedAndTheTopicMoved() {
		SessionHarness harness = new SessionHarness().joined("room:1", "room:2", "room:3");
		OperationId join = harness.join("room:4");
		harness.effects();
		harness.rejectJoin("room:4", "too many channels joined");
		assertThat(harness.seen()).filteredOn((effect) -> !effect.startsWith("deliver"))
			.containsExactly("open 2#2 attempt 0 after nothing");
		harness.opened(2);
		harness.confirmJoin("room:4");
		assertThat(harness.outcome(join)).isInstanceOf(Outcome.Replied.class);
		// From now on, three are the limit.
		for (int number = 5; number <= 7; number++) {
			harness.join("room:" + number);
		}
		assertThat(harness.lastSend("room:6", "phx_join").connection().number()).isEqualTo(2);
		assertThat(harness.session().channel("room:7").connection()).isEqualTo(3);
	}

	@Test
	void aLimitOnAnEmptyConnectionIsARejectionLikeOthers() {
		SessionHarness harness = new SessionHarness().joined();
		harness.join("room:1");
		harness.rejectJoin("room:1", "too many channels joined");
		assertThat(harness.state("room:1")).isEqualTo(ChannelState.ERRORED);
		assertThat(harness.session().connections()).hasSize(1);
	}

	@Test
	void aConnectionThatCarriesNothingIsClosedButTheFirst() {
		threeJoined();
		this.harness.leave("room:1");
		this.harness.leave("room:2");
		this.harness.leave("room:3");
		for (String topic : List.of("room:1", "room:2", "room:3")) {
			Effect.SendFrame leave = this.harness.lastSend(topic, "phx_leave");
			this.harness.reply(leave.connection().number(), leave.frame(), "ok", "{}");
		}
		assertThat(this.harness.seen()).filteredOn((effect) -> effect.startsWith("close"))
			.containsExactly("close 2#2 with 1000");
		this.harness.closed(2, 1000);
		assertThat(this.harness.seen()).containsExactly("ConnectionClosed 2");
		assertThat(numbers()).containsExactly(1);
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.OPEN);
	}

	@Test
	void aTopicThatComesWhileAConnectionClosesOpensItAgain() {
		threeJoined();
		this.harness.stop("room:3");
		assertThat(this.harness.connection(2).state()).isEqualTo(ConnectionState.CLOSING);
		ConnectionId closing = this.harness.attempt(2);
		OperationId join = this.harness.join("room:4");
		this.harness.give(new TransportClosed(closing, CloseStatus.NORMAL));
		this.harness.opened(2);
		this.harness.confirmJoin("room:4");
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Replied.class);
	}

	@Test
	void connectDoesNotBringBackOneThatNobodyNeeds() {
		threeJoined();
		this.harness.stop("room:3");
		this.harness.effects();
		this.harness.connect();
		assertThat(this.harness.seen()).containsExactly("resolve op5 Done");
		this.harness.closed(2, 1000);
		assertThat(numbers()).containsExactly(1);
	}

	@Test
	void oneThatIsLostWhileItsLastTopicIsLeftDoesNotComeBack() {
		threeJoined();
		OperationId leave = this.harness.leave("room:3");
		this.harness.effects();
		this.harness.closed(2, 1006);
		assertThat(this.harness.outcome(leave)).isEqualTo(Outcome.DONE);
		assertThat(this.harness.seen()).containsExactly("ConnectionLost 2 CLOSED 1006 retry PT0.1S", "resolve op5 Done",
				"ChannelClosed room:3", "ConnectionClosed 2");
		this.harness.advance(Duration.ofSeconds(5));
		assertThat(this.harness.seen()).isEmpty();
		assertThat(numbers()).containsExactly(1);
	}

	@Test
	void oneThatIsReplacedWhileItsLastTopicIsLeftDoesNotComeBack() {
		threeJoined();
		this.harness.leave("room:3");
		this.harness.reconnect();
		assertThat(this.harness.seen()).filteredOn((effect) -> effect.startsWith("open"))
			.containsExactly("open 1#3 attempt 0 after REQUESTED");
		assertThat(numbers()).containsExactly(1);
	}

	@Test
	void disconnectClosesEachOnceAndIsDoneWhenAllAreClosed() {
		threeJoined();
		this.harness.leave("room:3");
		this.harness.effects();
		OperationId disconnect = this.harness.disconnect();
		assertThat(this.harness.seen()).containsExactly("send [\"1\",\"5\",\"room:1\",\"phx_leave\",{}]",
				"send [\"2\",\"6\",\"room:2\",\"phx_leave\",{}]", "close 1#1 with 1000", "close 2#2 with 1000",
				"resolve op5 Done", "ChannelClosed room:3");
		this.harness.closed(1, 1000);
		assertThat(this.harness.outcome(disconnect)).isNull();
		this.harness.closed(2, 1000);
		assertThat(this.harness.outcome(disconnect)).isEqualTo(Outcome.DONE);
	}

	@Test
	void aNewTopicGoesToAConnectionThatIsNotGivenUp() {
		threeJoined();
		for (String topic : List.of("room:1", "room:2")) {
			this.harness.leave(topic);
			this.harness.replyOk(this.harness.lastSend(topic, "phx_leave").frame());
		}
		this.harness.closed(1, 1008);
		assertThat(this.harness.connection(1).state()).isEqualTo(ConnectionState.FAILED);
		OperationId join = this.harness.join("room:4");
		this.harness.confirmJoin("room:4");
		assertThat(this.harness.outcome(join)).isInstanceOf(Outcome.Replied.class);
	}

	@Test
	void connectIsGivenUpOnlyWhenAllAre() {
		this.harness.join("room:1");
		this.harness.join("room:2");
		this.harness.join("room:3");
		OperationId connect = this.harness.connect();
		this.harness.closed(1, 1008);
		assertThat(this.harness.outcome(connect)).isNull();
		this.harness.closed(2, 1008);
		assertThat(this.harness.outcome(connect)).isInstanceOf(Outcome.GivenUp.class);
	}

}
