package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.phoenixchannels.session.Deadlines.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of a session share while one input is handled: the time it is, the
 * effects so far, and what lasts from turn to turn: deadlines, refs, and chance.
 */
final class Turn {

	private final SessionPolicy policy;

	private final RandomGenerator random;

	private final Deadlines deadlines = new Deadlines();

	private Instant now = Instant.EPOCH;

	private List<? super Effect> effects = new ArrayList<>();

	private long lastRef;

	private long lastToken;

	Turn(SessionPolicy policy, RandomGenerator random) {
		this.policy = policy;
		this.random = random;
	}

	void begin(Instant now) {
		this.now = now;
	}

	/**
	 * Begins the handling of an input.
	 * @param effects takes what is to be done
	 */
	void begin(Instant now, List<? super Effect> effects) {
		this.now = now;
		this.effects = effects;
	}

	SessionPolicy policy() {
		return this.policy;
	}

	Instant now() {
		return this.now;
	}

	void emit(Effect effect) {
		this.effects.add(effect);
	}

	void announce(Notice notice) {
		this.effects.add(new Effect.Announce(notice));
	}

	void resolve(OperationId operation, Outcome outcome) {
		this.effects.add(new Effect.ResolveOperation(operation, outcome));
	}

	/**
	 * The next ref. One sequence serves the whole session, so that a ref is never used
	 * twice, on whatever connection.
	 */
	String nextRef() {
		return Long.toString(++this.lastRef);
	}

	/**
	 * Whether a ref was given out after another one.
	 */
	static boolean isLater(String ref, String other) {
		return ref.length() > other.length() || (ref.length() == other.length() && ref.compareTo(other) > 0);
	}

	/**
	 * A number that tells one attempt at something from the next.
	 */
	long nextToken() {
		return ++this.lastToken;
	}

	Deadline at(Instant at, Runnable action) {
		return this.deadlines.set(at, action);
	}

	Deadline after(Duration delay, Runnable action) {
		return at(this.now.plus(delay), action);
	}

	void cancel(@Nullable Deadline deadline) {
		this.deadlines.cancel(deadline);
	}

	void runDeadlines() {
		this.deadlines.run(this.now);
	}

	@Nullable Instant nextDeadline() {
		return this.deadlines.next();
	}

	/**
	 * Takes a random share off a delay.
	 */
	Duration jittered(Duration delay) {
		double share = 1 - this.policy.reconnect().jitter() * this.random.nextDouble();
		return Duration.ofNanos((long) (delay.toNanos() * share));
	}

	Duration between(Duration min, Duration max) {
		long spread = max.minus(min).toNanos();
		return min.plusNanos((long) (spread * this.random.nextDouble()));
	}

}
