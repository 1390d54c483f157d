package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the attempts of one connection went so far: what decides when, and whether, it is
 * tried again.
 */
final class ReconnectHistory {

	private final Turn turn;

	/** In a row: they are capped. */
	private int failures;

	/** In a row, whatever led to them: they set the delay. */
	private int retries;

	ReconnectHistory(Turn turn) {
		this.turn = turn;
	}

	/**
	 * Failed attempts in a row. A connection that was lost before it was stable is one.
	 */
	int failures() {
		return this.failures;
	}

	/**
	 * Somebody asked to begin anew.
	 */
	void startOver() {
		this.failures = 0;
		this.retries = 0;
	}

	/**
	 * An attempt failed.
	 * @return when to try again; null for never
	 */
	@Nullable Instant failed(DisconnectReason reason) {
		this.failures++;
		int cap = this.turn.policy().reconnect().maxAttempts();
		return (cap > 0 && this.failures >= cap) ? null : retryAt(reason);
	}

	/**
	 * An open connection was lost.
	 * @param served whether the server did more than to accept the connection
	 * @return when to try again; null for never
	 */
	@Nullable Instant lost(DisconnectReason reason, Instant openedAt, boolean served) {
		if (!isStable(openedAt, served)) {
			return failed(reason);
		}
		startOver();
		return retryAt(reason);
	}

	boolean isStable(Instant openedAt, boolean served) {
		Instant stableAt = openedAt.plus(this.turn.policy().reconnect().stableAfter());
		return served && !stableAt.isAfter(this.turn.now());
	}

	private @Nullable Instant retryAt(DisconnectReason reason) {
		this.retries++;
		ReconnectPolicy policy = this.turn.policy().reconnect();
		Duration delay = this.turn.jittered(Durations.delay(policy.delays(), this.retries));
		ReconnectPolicy.Rule rule = policy.rule(reason.code());
		if (rule != null) {
			if (rule.terminal()) {
				return null;
			}
			Duration floor = this.turn.between(rule.minDelay(), rule.maxDelay());
			delay = (delay.compareTo(floor) < 0) ? floor : delay;
		}
		return this.turn.now().plus(delay);
	}

}
