package io.phoenixchannels.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.session.Deadlines.Deadline;

/**
 * The leaves that one open connection could not take. Each is tried again until it is
 * taken: the server would keep a channel, and send its messages, for as long as the
 * connection lives.
 */
final class UnsentLeaves {

	private final Turn turn;

	private final ConnectionId connection;

	private final Predicate<String> joining;

	private final Map<String, Deadline> byTopic = new HashMap<>(0);

	/**
	 * Begins with none.
	 * @param joining whether a join of a topic was sent on this connection, and is not
	 * answered: then its answer decides
	 */
	UnsentLeaves(Turn turn, ConnectionId connection, Predicate<String> joining) {
		this.turn = turn;
		this.connection = connection;
		this.joining = joining;
	}

	void add(Frame leave) {
		forget(leave.topic());
		Duration delay = Durations.delay(this.turn.policy().join().retryDelays(), 1);
		this.byTopic.put(leave.topic(), this.turn.after(delay, () -> tryAgain(leave)));
	}

	private void tryAgain(Frame leave) {
		if (this.joining.test(leave.topic())) {
			add(leave);
		}
		else {
			this.byTopic.remove(leave.topic());
			this.turn.emit(new Effect.SendFrame(this.connection, leave, null));
		}
	}

	/**
	 * A topic is joined anew, which ended what was to be left.
	 */
	void forget(String topic) {
		this.turn.cancel(this.byTopic.remove(topic));
	}

	void stop() {
		this.byTopic.values().forEach(this.turn::cancel);
		this.byTopic.clear();
	}

}
