package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;

import io.phoenixchannels.protocol.Reply;
import org.jspecify.annotations.Nullable;

/**
 * How the joins of one channel went so far: what decides when it is tried again, and what
 * was missed in between.
 */
final class JoinHistory {

	private final Turn turn;

	/** Of whatever kind, in a row: they set the delay. */
	private int failures;

	/** In a row: they are capped. */
	private int rejections;

	/** Whether a rejection in this row was answered by asking for params anew. */
	private boolean refreshed;

	private @Nullable Reply lastRejection;

	private boolean everJoined;

	private @Nullable Instant gapFrom;

	JoinHistory(Turn turn) {
		this.turn = turn;
	}

	/**
	 * Somebody asked to join after a final rejection: that is another row of attempts,
	 * but what was missed since the channel was lost is still missed.
	 */
	void startOver() {
		this.failures = 0;
		this.rejections = 0;
		this.refreshed = false;
	}

	/**
	 * Whether the channel had been joined before.
	 */
	boolean isRejoin() {
		return this.everJoined;
	}

	/**
	 * The reply to the join before, if it was rejected.
	 */
	@Nullable Reply lastRejection() {
		return this.lastRejection;
	}

	/**
	 * The join is confirmed.
	 * @return since when messages may have been missed; null if none were
	 */
	@Nullable Instant joined() {
		Instant from = this.gapFrom;
		this.rejections = 0;
		this.refreshed = false;
		this.lastRejection = null;
		this.everJoined = true;
		this.gapFrom = null;
		return from;
	}

	/**
	 * The channel was joined, and is so no more.
	 * @param lastHeard the last moment at which it is known to have been there
	 */
	void lost(Instant joinedAt, Instant lastHeard) {
		Instant stableAt = joinedAt.plus(this.turn.policy().reconnect().stableAfter());
		if (!stableAt.isAfter(this.turn.now())) {
			this.failures = 0;
		}
		this.gapFrom = lastHeard;
	}

	/**
	 * Counts a failure.
	 * @return how long to wait before the next join
	 */
	Duration failed() {
		this.failures++;
		return this.turn.jittered(Durations.delay(this.turn.policy().join().retryDelays(), this.failures));
	}

	/**
	 * Counts a rejection.
	 * @return {@code REFRESH} for a join at once, {@code RETRY} for one after a delay
	 */
	JoinPolicy.Verdict rejected(Reply reply, boolean suppliedParams) {
		JoinPolicy policy = this.turn.policy().join();
		this.rejections++;
		this.lastRejection = reply;
		JoinPolicy.Verdict verdict = policy.judge(reply, suppliedParams);
		boolean capped = policy.maxAttempts() > 0 && this.rejections >= policy.maxAttempts();
		boolean inVain = verdict == JoinPolicy.Verdict.REFRESH && this.refreshed;
		this.refreshed |= verdict == JoinPolicy.Verdict.REFRESH;
		return (capped || inVain) ? JoinPolicy.Verdict.TERMINAL : verdict;
	}

}
