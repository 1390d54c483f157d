package io.phoenixchannels.session;

import java.util.Set;
import java.util.stream.Stream;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Signal.FrameReceived;
import io.phoenixchannels.session.Signal.FrameRefused;
import io.phoenixchannels.session.Signal.JoinParamsFailed;
import io.phoenixchannels.session.Signal.JoinParamsSupplied;
import io.phoenixchannels.session.Signal.TransportClosed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every {@link Membership} with every input that can concern a channel. The connection is
 * open in all of them; a channel that waits does so because another one,
 * {@code room:first}, has the only place in the join queue.
 */
class ChannelTableTests {

	private static final String RESOURCE = "channel-table.txt";

	private static final String TOPIC = "room:1";

	private static final String CURRENT = "1";

	private static final String STALE = "0";

	/** Those of the connection, which mean the same for all channels. */
	private static final Set<String> OF_CONNECTIONS = Set.of("Connect", "TransportOpened", "TransportFailed",
			"CredentialsFailed", "FrameRejected", "ReadingPaused", "ReadingResumed");

	private static TransitionTable table() {
		TransitionTable table = new TransitionTable((harness) -> harness.session().membership(TOPIC));
		states(table);
		table.input("JoinChannel", (harness, id) -> harness.join(TOPIC));
		table.input("LeaveChannel", (harness, id) -> harness.leave(TOPIC));
		table.input("PushMessage with reply", (harness, id) -> harness.push(TOPIC, "shout"));
		table.input("PushMessage without reply", (harness, id) -> harness.send(TOPIC, "shout"));
		table.input("Disconnect", (harness, id) -> harness.disconnect());
		table.input("Reconnect", (harness, id) -> harness.reconnect());
		table.input("DeadlineReached", (harness, id) -> harness.reachDeadline());
		table.input("JoinParamsSupplied", (harness, id) -> harness.give(supplied(2)));
		table.input("JoinParamsSupplied of an earlier join", (harness, id) -> harness.give(supplied(1)));
		table.input("JoinParamsFailed", (harness, id) -> harness.give(failed(2, "no token", false)));
		table.input("JoinParamsFailed of an earlier join", (harness, id) -> harness.give(failed(1, "no token", false)));
		table.input("JoinParamsFailed for good", (harness, id) -> harness.give(failed(2, "no JSON", true)));
		table.input("JoinParamsFailed for good of an earlier join",
				(harness, id) -> harness.give(failed(1, "no JSON", true)));
		frames(table);
		table.input("TransportClosed", (harness, id) -> harness.give(new TransportClosed(id, CloseStatus.ABNORMAL)));
		refused(table, "join", "1", "phx_join", "full", false);
		refused(table, "join for good", "1", "phx_join", "no bytes", true);
		refused(table, "earlier join for good", "0", "phx_join", "no bytes", true);
		refused(table, "leave", "2", "phx_leave", "full", false);
		return table;
	}

	private static void refused(TransitionTable table, String name, String ref, String event, String problem,
			boolean forGood) {
		Frame frame = new Frame(ref.equals("0") ? STALE : CURRENT, ref, TOPIC, event, Payload.EMPTY);
		table.input("FrameRefused " + name,
				(harness, id) -> harness.give(new FrameRefused(id, frame, problem, forGood)));
	}

	private static JoinParamsFailed failed(long token, String problem, boolean forGood) {
		return new JoinParamsFailed(TOPIC, token, problem, forGood);
	}

	private static void frames(TransitionTable table) {
		reply(table, "that gives it its turn", "room:first", CURRENT, "1", "ok", "{}");
		reply(table, "ok to the join", TOPIC, CURRENT, "1", "ok", "{}");
		reply(table, "ok to an earlier join", TOPIC, STALE, "0", "ok", "{}");
		for (String reason : new String[] { "unmatched topic", "unauthorized", "busy", "too many channels joined" }) {
			reply(table, "error to the join, " + reason, TOPIC, reason.startsWith("unmatched") ? null : CURRENT, "1",
					"error", "{\"reason\":\"" + reason + "\"}");
		}
		reply(table, "ok to the leave", TOPIC, CURRENT, "2", "ok", "{}");
		reply(table, "ok to nothing", TOPIC, CURRENT, "77", "ok", "{}");
		reply(table, "unmatched topic to a later push", TOPIC, null, "77", "error", SessionHarness.UNMATCHED_TOPIC);
		reply(table, "unmatched topic to an earlier push", TOPIC, null, "0", "error", SessionHarness.UNMATCHED_TOPIC);
		for (String event : new String[] { "phx_error", "phx_close", "shout" }) {
			frame(table, event + " of the join", CURRENT, event);
			frame(table, event + " of an earlier join", STALE, event);
			frame(table, event + " of no join", null, event);
		}
	}

	private static void reply(TransitionTable table, String name, String topic, @Nullable String joinRef, String ref,
			String status, String response) {
		Frame frame = new Frame(joinRef, ref, topic, "phx_reply", new Reply(status, Payload.json(response)));
		table.input("FrameReceived " + name, (harness, id) -> harness.give(new FrameReceived(id, frame)));
	}

	private static void frame(TransitionTable table, String name, @Nullable String joinRef, String event) {
		// The ref of the join is in both places (recording channel_crash).
		String ref = event.startsWith("phx_") ? joinRef : null;
		Frame frame = new Frame(joinRef, ref, TOPIC, event, Payload.EMPTY);
		table.input("FrameReceived " + name, (harness, id) -> harness.give(new FrameReceived(id, frame)));
	}

	private static JoinParamsSupplied supplied(long token) {
		return new JoinParamsSupplied(TOPIC, token, Payload.json("{\"token\":1}"));
	}

	private static void states(TransitionTable table) {
		table.state(Membership.Closed.class, () -> new SessionHarness().joined());
		table.state(Membership.Waiting.class, () -> {
			SessionHarness harness = new Policies().joinPace(1, 0).harness().joined();
			harness.join("room:first");
			return with(harness, () -> harness.join(TOPIC));
		});
		table.state(Membership.Preparing.class, () -> {
			SessionHarness harness = new SessionHarness().joined();
			return with(harness, () -> harness.joinSupplied(TOPIC));
		});
		table.state(Membership.Joining.class, () -> {
			SessionHarness harness = new SessionHarness().joined();
			return with(harness, () -> harness.join(TOPIC));
		});
		table.state(Membership.Joined.class, () -> new SessionHarness().joined(TOPIC));
		table.state(Membership.Errored.class, () -> {
			SessionHarness harness = new SessionHarness().joined(TOPIC);
			return with(harness, () -> harness.crash(TOPIC));
		});
		table.state(Membership.Rejected.class, () -> {
			SessionHarness harness = new SessionHarness().joined();
			harness.join(TOPIC);
			return with(harness, () -> harness.rejectJoin(TOPIC, "unmatched topic"));
		});
		table.state(Membership.Leaving.class, () -> {
			SessionHarness harness = new SessionHarness().joined(TOPIC);
			return with(harness, () -> harness.leave(TOPIC));
		});
	}

	private static SessionHarness with(SessionHarness harness, Runnable last) {
		last.run();
		harness.effects();
		return harness;
	}

	@TestFactory
	Stream<DynamicTest> everyCell() {
		return table().tests(RESOURCE);
	}

	@TestFactory
	Stream<DynamicTest> signalsOfAnotherConnectionMeanNothing() {
		return table().staleTests(Set.of("TransportClosed", "FrameReceived", "FrameRefused"));
	}

	@Test
	void noStateAndNoInputIsWithoutItsCells() {
		table().assertComplete(RESOURCE);
		assertThat(table().states()).containsExactlyInAnyOrderElementsOf(ConnectionTableTests.leaves(Membership.class));
		Set<String> inputs = ConnectionTableTests.leaves(Input.class);
		inputs.removeAll(OF_CONNECTIONS);
		assertThat(table().inputClasses()).isEqualTo(inputs);
	}

}
