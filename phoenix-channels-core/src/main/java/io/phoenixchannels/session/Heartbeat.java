package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.session.Deadlines.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one open connection alive, and finds out when it is dead. A heartbeat goes out on
 * every interval, whatever else is sent or comes: Phoenix' idle clock counts only what
 * the client sends, and other frames may stop at any time. Any frame that comes proves
 * life.
 */
final class Heartbeat {

	private final Turn turn;

	private final ConnectionId connection;

	private final Runnable dead;

	private Deadline next;

	private @Nullable Deadline answerBy;

	private @Nullable String ref;

	private Instant sentAt = Instant.EPOCH;

	private boolean paused;

	/**
	 * Starts to beat.
	 * @param dead runs, once, when the server was silent for too long
	 */
	Heartbeat(Turn turn, ConnectionId connection, Runnable dead) {
		this.turn = turn;
		this.connection = connection;
		this.dead = dead;
		this.next = turn.after(turn.policy().heartbeat().interval(), this::beat);
	}

	void stop() {
		this.turn.cancel(this.next);
		heard();
	}

	/**
	 * A frame came.
	 */
	void heard() {
		if (this.answerBy != null) {
			this.turn.cancel(this.answerBy);
			this.answerBy = null;
		}
	}

	/**
	 * Whether a reply is the one to the last heartbeat.
	 */
	boolean isAnsweredBy(Frame reply) {
		return ReservedEvents.PHOENIX_TOPIC.equals(reply.topic()) && this.ref != null && this.ref.equals(reply.ref());
	}

	/**
	 * Takes the answer, and says how long it took.
	 */
	Duration answered() {
		this.ref = null;
		return Duration.between(this.sentAt, this.turn.now());
	}

	/**
	 * While reading is paused, silence is our own doing and proves nothing.
	 */
	void readingPaused(boolean paused) {
		this.paused = paused;
		if (!paused && this.answerBy != null) {
			heard();
			awaitAnswer();
		}
	}

	private void beat() {
		String ref = this.turn.nextRef();
		this.ref = ref;
		this.sentAt = this.turn.now();
		this.turn.emit(new Effect.SendFrame(this.connection,
				new Frame(null, ref, ReservedEvents.PHOENIX_TOPIC, ReservedEvents.HEARTBEAT, Payload.EMPTY), null));
		if (this.answerBy == null) {
			awaitAnswer();
		}
		this.next = this.turn.after(this.turn.policy().heartbeat().interval(), this::beat);
	}

	private void awaitAnswer() {
		this.answerBy = this.turn.after(this.turn.policy().heartbeat().timeout(), this::unanswered);
	}

	private void unanswered() {
		this.answerBy = null;
		if (this.paused) {
			awaitAnswer();
		}
		else {
			this.dead.run();
		}
	}

}
