package io.phoenixchannels.session;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.Signal.CredentialsFailed;
import io.phoenixchannels.session.Signal.FrameReceived;
import io.phoenixchannels.session.Signal.FrameRefused;
import io.phoenixchannels.session.Signal.FrameRejected;
import io.phoenixchannels.session.Signal.ReadingPaused;
import io.phoenixchannels.session.Signal.ReadingResumed;
import io.phoenixchannels.session.Signal.TransportClosed;
import io.phoenixchannels.session.Signal.TransportFailed;
import io.phoenixchannels.session.Signal.TransportOpened;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every {@link Link} with every input, for a session that wants no topic.
 */
class ConnectionTableTests {

	private static final String RESOURCE = "connection-table.txt";

	/** What depends on the state of a channel is in {@link ChannelTableTests}. */
	static final Set<String> OF_CHANNELS = Set.of("JoinChannel", "LeaveChannel", "PushMessage", "JoinParamsSupplied",
			"JoinParamsFailed");

	static TransitionTable table() {
		TransitionTable table = new TransitionTable((harness) -> harness.session().link(1));
		states(table);
		table.input("Connect", (harness, id) -> harness.connect());
		table.input("Disconnect", (harness, id) -> harness.disconnect());
		table.input("Reconnect", (harness, id) -> harness.reconnect());
		table.input("DeadlineReached", (harness, id) -> harness.reachDeadline());
		table.input("TransportOpened", (harness, id) -> harness.give(new TransportOpened(id)));
		table.input("TransportClosed 1006",
				(harness, id) -> harness.give(new TransportClosed(id, CloseStatus.ABNORMAL)));
		table.input("TransportClosed 1008",
				(harness, id) -> harness.give(new TransportClosed(id, new CloseStatus(1008, ""))));
		table.input("TransportFailed", (harness, id) -> harness.give(new TransportFailed(id, "reset", null)));
		table.input("TransportFailed 403", (harness, id) -> harness.give(new TransportFailed(id, "refused", 403)));
		table.input("CredentialsFailed", (harness, id) -> harness.give(new CredentialsFailed(id, "no token")));
		table.input("FrameReceived",
				(harness, id) -> harness.give(new FrameReceived(id, frame(null, "room:other", "shout"))));
		table.input("FrameRejected", (harness, id) -> harness.give(new FrameRejected(id, "no frame")));
		table.input("FrameRefused heartbeat",
				(harness, id) -> harness.give(new FrameRefused(id, frame("1", "phoenix", "heartbeat"), "full", false)));
		table.input("ReadingPaused", (harness, id) -> harness.give(new ReadingPaused(id)));
		table.input("ReadingResumed", (harness, id) -> harness.give(new ReadingResumed(id)));
		return table;
	}

	private static void states(TransitionTable table) {
		table.state(Link.Idle.class, ConnectionTableTests::idle);
		table.state(Link.Connecting.class, ConnectionTableTests::connecting);
		table.state(Link.Open.class, () -> idle().joined());
		table.state(Link.Waiting.class, () -> {
			SessionHarness harness = connecting();
			harness.failed(null);
			harness.effects();
			return harness;
		});
		table.state(Link.Closing.class, () -> {
			SessionHarness harness = idle().joined();
			harness.disconnect();
			harness.effects();
			return harness;
		});
		table.state(Link.Failed.class, () -> {
			SessionHarness harness = idle().joined();
			harness.closed(1008);
			harness.effects();
			return harness;
		});
	}

	private static SessionHarness idle() {
		return new Policies().rule(403, ReconnectPolicy.Rule.between(7, 7)).harness();
	}

	private static SessionHarness connecting() {
		SessionHarness harness = idle();
		harness.connect();
		harness.effects();
		return harness;
	}

	private static Frame frame(String ref, String topic, String event) {
		return new Frame(null, ref, topic, event, Payload.EMPTY);
	}

	@TestFactory
	Stream<DynamicTest> everyCell() {
		return table().tests(RESOURCE);
	}

	@TestFactory
	Stream<DynamicTest> signalsOfAnotherAttemptMeanNothing() {
		return table().staleTests(Set.of("TransportOpened", "TransportClosed", "TransportFailed", "CredentialsFailed",
				"FrameReceived", "FrameRejected", "FrameRefused", "ReadingPaused", "ReadingResumed"));
	}

	@Test
	void noStateAndNoInputIsWithoutItsCells() {
		table().assertComplete(RESOURCE);
		assertThat(table().states()).containsExactlyInAnyOrderElementsOf(leaves(Link.class));
		Set<String> inputs = leaves(Input.class);
		inputs.removeAll(OF_CHANNELS);
		assertThat(table().inputClasses()).isEqualTo(inputs);
	}

	/**
	 * The names of all records that a sealed type permits, however deep.
	 */
	static Set<String> leaves(Class<?> sealed) {
		Set<String> result = new TreeSet<>();
		Arrays.stream(sealed.getPermittedSubclasses()).forEach((type) -> {
			if (type.isSealed()) {
				result.addAll(leaves(type));
			}
			else {
				result.add(type.getSimpleName());
			}
		});
		return result;
	}

}
