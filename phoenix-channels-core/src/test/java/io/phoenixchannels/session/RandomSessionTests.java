package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions to which anything happens, in any order and at any time.
 */
class RandomSessionTests {

	private static final int SEEDS = 2000;

	private static final int INPUTS = 300;

	@Test
	void invariantsHoldWhateverHappens() {
		Set<String> seen = new TreeSet<>();
		for (int seed = 0; seed < SEEDS; seed++) {
			new Run(seed, seen).go();
		}
		// Otherwise the runs would prove little.
		Set<String> all = ConnectionTableTests.leaves(Effect.class);
		all.addAll(ConnectionTableTests.leaves(Notice.class));
		all.addAll(ConnectionTableTests.leaves(Outcome.class));
		all.removeAll(Set.of("Announce", "MessageDropped", "HandlerFailed"));
		assertThat(seen).isEqualTo(all);
	}

	/**
	 * One session, determined by its seed.
	 */
	private static final class Run {

		private static final List<String> TOPICS = List.of("room:1", "room:2", "room:3", "room:4", "room:5");

		private static final List<String> REASONS = List.of("unmatched topic", "unauthorized", "busy",
				"too many channels joined");

		private final int seed;

		private final SplittableRandom random;

		private final SessionPolicy policy;

		private final SessionHarness harness;

		private final SessionInvariants invariants = new SessionInvariants();

		private final Set<String> seen;

		private Object last = "nothing";

		private int sentBefore;

		private Run(int seed, Set<String> seen) {
			this.seen = seen;
			this.seed = seed;
			this.random = new SplittableRandom(seed);
			Policies policies = new Policies().maxChannels(1 + this.random.nextInt(4))
				.jitter(this.random.nextInt(3) / 2.0)
				.heartbeat(1 + this.random.nextInt(20), 1 + this.random.nextInt(20))
				.maxAttempts(this.random.nextInt(3) * 2)
				.joinAttempts(this.random.nextInt(4))
				.joinPace(1 + this.random.nextInt(3), this.random.nextInt(2) * 3)
				.buffer(this.random.nextInt(3), pick(List.of(PushPolicy.Overflow.values())));
			this.policy = (this.random.nextBoolean() ? policies.rejoinAfterClose() : policies).build();
			this.harness = new SessionHarness(this.policy, seed);
		}

		private void go() {
			int step = 0;
			try {
				for (; step < INPUTS; step++) {
					step();
				}
				end();
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError(
						"Seed " + this.seed + ", step " + step + ", " + this.last + ": " + ex.getMessage(), ex);
			}
		}

		private void step() {
			switch (this.random.nextInt(10)) {
				case 0 -> advance(Duration.ofMillis(1L << this.random.nextInt(15)));
				case 1 -> {
					this.harness.oversleep(Duration.ofMillis(1L << this.random.nextInt(14)));
					give(this.random.nextBoolean() ? signal() : new Signal.DeadlineReached());
				}
				case 2, 3, 4 -> give(command());
				default -> give(signal());
			}
		}

		private void advance(Duration duration) {
			this.last = duration;
			this.harness.advance(duration);
			// A refusal would have come before the next deadline.
			this.sentBefore = this.harness.everSent().size();
			check();
		}

		private void give(Input input) {
			this.last = input;
			this.sentBefore = this.harness.everSent().size();
			this.invariants.before(input);
			this.harness.give(input);
			check();
			if (input instanceof Signal.DeadlineReached) {
				Instant next = this.harness.session().nextDeadline();
				assertThat(next == null || !next.isBefore(this.harness.now())).isTrue();
			}
		}

		private void check() {
			for (Effect effect : this.harness.effects()) {
				effect.performOn(this.invariants);
				Object what = (effect instanceof Effect.Announce announce) ? announce.notice() : effect;
				this.seen.add(what.getClass().getSimpleName());
			}
			this.harness.session()
				.connections()
				.forEach((status) -> assertThat(status.channels())
					.isLessThanOrEqualTo(this.policy.maxChannelsPerConnection()));
		}

		private Input command() {
			OperationId operation = this.harness.operation();
			Supplier<String> topic = () -> pick(TOPICS);
			return switch (this.random.nextInt(16)) {
				case 0, 1 -> new Command.Connect(operation);
				case 2 ->
					(this.random.nextInt(3) == 0) ? new Command.Disconnect(operation) : new Command.Connect(operation);
				case 3 -> new Command.LeaveChannel(operation, topic.get());
				case 4, 5, 6, 7 -> new Command.JoinChannel(operation, topic.get(), params());
				default -> new Command.PushMessage(operation, topic.get(), "push-" + operation.value(), Payload.EMPTY,
						this.harness.now().plusMillis(this.random.nextInt(8000)), this.random.nextInt(4) > 0);
			};
		}

		private @Nullable JoinParams params() {
			return pick(List.of(JoinParams.NONE, JoinParams.NONE, new JoinParams.Supplied("supplier")));
		}

		private Input signal() {
			ConnectionId id = attempt();
			return switch (this.random.nextInt(20)) {
				case 0, 1, 2, 3 -> new Signal.TransportOpened(id);
				case 4 -> new Signal.TransportClosed(id,
						new CloseStatus(pick(List.of(1000, 1001, 1006, 1006, 1008, 1012)), ""));
				case 5 -> new Signal.TransportFailed(id, "failed", pick(List.of(401, 503)));
				case 6 -> (this.random.nextInt(3) == 0) ? new Signal.CredentialsFailed(id, "failed")
						: new Signal.FrameRejected(id, "no frame");
				case 7 -> (this.random.nextInt(5) == 0) ? new Command.Reconnect() : new Signal.ReadingPaused(id);
				case 8 -> new Signal.ReadingResumed(id);
				case 9 -> new Signal.JoinParamsSupplied(pick(TOPICS), this.random.nextInt(60), Payload.EMPTY);
				case 10 -> new Signal.JoinParamsFailed(pick(TOPICS), this.random.nextInt(60), "failed",
						this.random.nextInt(4) == 0);
				case 11 -> refusal(id);
				case 12, 13 -> message(id);
				default -> reply(id);
			};
		}

		private ConnectionId attempt() {
			ConnectionId current = this.harness.attempt(1 + this.random.nextInt(3));
			return (this.random.nextInt(8) == 0)
					? new ConnectionId(current.number(), 1 + this.random.nextInt((int) current.epoch())) : current;
		}

		private Effect.@Nullable SendFrame recent() {
			List<Effect.SendFrame> sent = this.harness.everSent();
			return sent.isEmpty() ? null
					: sent.get(Math.max(0, sent.size() - 1 - this.random.nextInt(this.random.nextInt(2) * 20 + 2)));
		}

		/**
		 * A frame that could not be queued is told of before anything else.
		 */
		private Input refusal(ConnectionId id) {
			List<Effect.SendFrame> sent = this.harness.everSent();
			if (sent.size() == this.sentBefore) {
				return message(id);
			}
			Effect.SendFrame refused = pick(sent.subList(this.sentBefore, sent.size()));
			return new Signal.FrameRefused(refused.connection(), refused.frame(), "full", this.random.nextInt(4) == 0);
		}

		private Input message(ConnectionId id) {
			Effect.SendFrame sent = recent();
			String topic = (sent != null) ? sent.frame().topic() : pick(TOPICS);
			String joinRef = (sent != null && this.random.nextBoolean()) ? sent.frame().joinRef() : null;
			String event = pick(List.of("shout", "shout", "shout", "phx_error", "phx_close"));
			return new Signal.FrameReceived((sent != null) ? sent.connection() : id,
					new Frame(joinRef, event.startsWith("phx_") ? joinRef : null, topic, event, Payload.EMPTY));
		}

		private Input reply(ConnectionId id) {
			Effect.SendFrame sent = recent();
			if (sent == null) {
				return new Signal.TransportOpened(id);
			}
			Frame frame = sent.frame();
			String reason = pick(REASONS);
			boolean ok = this.random.nextInt(5) > 0;
			String joinRef = (!ok && reason.equals("unmatched topic")) ? null : frame.joinRef();
			Reply reply = new Reply(ok ? "ok" : "error", Payload.json(ok ? "{}" : "{\"reason\":\"" + reason + "\"}"));
			return new Signal.FrameReceived(sent.connection(),
					new Frame(joinRef, frame.ref(), frame.topic(), "phx_reply", reply));
		}

		/**
		 * Whoever waits is told, and nothing is kept.
		 */
		private void end() {
			boolean leaveFirst = this.random.nextBoolean();
			if (!leaveFirst) {
				give(new Command.Disconnect(this.harness.operation()));
			}
			TOPICS.forEach((topic) -> give(new Command.LeaveChannel(this.harness.operation(), topic)));
			if (leaveFirst) {
				give(new Command.Disconnect(this.harness.operation()));
			}
			advance(Duration.ofHours(1));
			this.harness.outcomes()
				.forEach((operation, outcomes) -> assertThat(outcomes).as("%s", operation).hasSize(1));
			this.harness.outcomes().values().forEach((all) -> this.seen.add(all.get(0).getClass().getSimpleName()));
			Session session = this.harness.session();
			assertThat(session.channels()).isEmpty();
			assertThat(session.awaitedReplies()).isZero();
			assertThat(session.nextDeadline()).isNull();
			assertThat(session.connections()).extracting(ConnectionStatus::state).containsExactly(ConnectionState.IDLE);
		}

		private <T> T pick(List<T> from) {
			return from.get(this.random.nextInt(from.size()));
		}

	}

}
