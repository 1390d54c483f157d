package io.phoenixchannels.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.phoenixchannels.session.Command.PushMessage;
import io.phoenixchannels.session.Deadlines.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The pushes of one channel that wait for it to be joined, in their order. Each keeps the
 * deadline it came with.
 */
final class PushBuffer {

	private static final String NOT_KEPT = "the topic is not joined at the moment, and pushes are not kept until it is";

	private static final String FULL = "too many pushes wait for the topic to be joined";

	/** Of many channels, few have pushes that wait. Nobody adds to it. */
	private static final Deque<Buffered> NONE = new ArrayDeque<>(0);

	private final Turn turn;

	private Deque<Buffered> pushes = NONE;

	PushBuffer(Turn turn) {
		this.turn = turn;
	}

	void add(PushMessage push) {
		PushPolicy policy = this.turn.policy().push();
		if (this.pushes.size() >= policy.bufferSize()) {
			if (policy.overflow() == PushPolicy.Overflow.FAIL || this.pushes.isEmpty()) {
				this.turn.resolve(push.operation(), new Outcome.Refused(this.pushes.isEmpty() ? NOT_KEPT : FULL));
				return;
			}
			refuse(this.pushes.removeFirst(), FULL);
		}
		Buffered buffered = new Buffered(push);
		buffered.deadline = this.turn.at(push.deadline(), () -> {
			this.pushes.remove(buffered);
			this.turn.resolve(push.operation(), new Outcome.TimedOut(false));
		});
		if (this.pushes == NONE) {
			this.pushes = new ArrayDeque<>();
		}
		this.pushes.addLast(buffered);
	}

	/**
	 * Gives all pushes away, the first one first.
	 */
	void drainTo(Consumer<PushMessage> sender) {
		while (!this.pushes.isEmpty()) {
			Buffered buffered = this.pushes.removeFirst();
			this.turn.cancel(buffered.deadline);
			sender.accept(buffered.push);
		}
	}

	void refuseAll(String why) {
		while (!this.pushes.isEmpty()) {
			refuse(this.pushes.removeFirst(), why);
		}
	}

	private void refuse(Buffered buffered, String why) {
		this.turn.cancel(buffered.deadline);
		this.turn.resolve(buffered.push.operation(), new Outcome.Refused(why));
	}

	int size() {
		return this.pushes.size();
	}

	private static final class Buffered {

		private final PushMessage push;

		private @Nullable Deadline deadline;

		private Buffered(PushMessage push) {
			this.push = push;
		}

	}

}
