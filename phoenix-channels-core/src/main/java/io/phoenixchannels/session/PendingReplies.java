package io.phoenixchannels.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Command.PushMessage;
import io.phoenixchannels.session.Deadlines.Deadline;

/**
 * The pushes of one connection that wait for their reply, by ref.
 */
final class PendingReplies {

	private final Turn turn;

	private final Map<String, Pending> byRef = new LinkedHashMap<>();

	PendingReplies(Turn turn) {
		this.turn = turn;
	}

	void add(String ref, PushMessage push) {
		Deadline deadline = this.turn.at(push.deadline(), () -> {
			this.byRef.remove(ref);
			this.turn.resolve(push.operation(), new Outcome.TimedOut(true));
		});
		this.byRef.put(ref, new Pending(push, deadline));
	}

	/**
	 * Whether a push waits for this reply.
	 */
	boolean awaits(String ref) {
		return this.byRef.containsKey(ref);
	}

	/**
	 * Ends a push, if there is one, with its reply.
	 */
	void reply(String ref, Reply reply) {
		end(ref, new Outcome.Replied(reply));
	}

	/**
	 * Ends a push that could not be queued.
	 */
	void refuse(String ref, String why) {
		end(ref, new Outcome.Refused(why));
	}

	/**
	 * Ends all pushes of a topic, as no reply can come any more.
	 */
	void interrupt(String topic, String why) {
		interrupt((ref, pending) -> pending.push.topic().equals(topic), why);
	}

	/**
	 * Ends those pushes of a topic that were sent before another one.
	 */
	void interruptBefore(String later, String topic, String why) {
		interrupt((ref, pending) -> pending.push.topic().equals(topic) && Turn.isLater(later, ref), why);
	}

	void interruptAll(String why) {
		interrupt((ref, pending) -> true, why);
	}

	private void interrupt(BiPredicate<String, Pending> which, String why) {
		List<String> refs = new ArrayList<>();
		this.byRef.forEach((ref, pending) -> {
			if (which.test(ref, pending)) {
				refs.add(ref);
			}
		});
		refs.forEach((ref) -> end(ref, new Outcome.Interrupted(why)));
	}

	int size() {
		return this.byRef.size();
	}

	private void end(String ref, Outcome outcome) {
		Pending pending = this.byRef.remove(ref);
		if (pending != null) {
			this.turn.cancel(pending.deadline);
			this.turn.resolve(pending.push.operation(), outcome);
		}
	}

	private record Pending(PushMessage push, Deadline deadline) {
	}

}
