package io.phoenixchannels.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * When a lost connection is tried again. Every end that the client did not ask for leads
 * to a new attempt, unless a rule says otherwise.
 *
 * @param delays before the first, second, ... attempt in a row; the last one repeats
 * @param jitter the share of a delay, from 0 to 1, that is random: 0.5 makes 1 s into
 * something between 0.5 s and 1 s
 * @param stableAfter how long a connection must have been open, with a successful join if
 * any topic is wanted, before the count of attempts starts anew. It stops a server that
 * accepts and closes at once from being hammered
 * @param maxAttempts failed attempts in a row before the client gives up; 0 = never. A
 * connection that is lost before it is stable counts as one, a stable one does not
 * @param rules by WebSocket close code (1000 to 4999) or HTTP status of a refused
 * handshake (100 to 599)
 */
public record ReconnectPolicy(List<Duration> delays, double jitter, Duration stableAfter, int maxAttempts,
		Map<Integer, Rule> rules) {

	/**
	 * Service restart (1012, what Phoenix sends when it drains) soon but spread out, try
	 * again later (1013) later, policy violation (1008) never; a refused handshake slower
	 * than a network error.
	 */
	public static final Map<Integer, Rule> DEFAULT_RULES = Map.of(1008, Rule.GIVE_UP, 1012, Rule.between(1, 5), 1013,
			Rule.between(30, 60), 401, Rule.between(5, 10), 403, Rule.between(5, 10), 404, Rule.between(5, 10), 429,
			Rule.between(30, 60));

	/**
	 * After 0.1, 0.25, 0.5, 1, 2 and every 5 s, half of each random; for ever; a
	 * connection is stable after 10 s.
	 */
	public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(
			List.of(Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
					Duration.ofSeconds(2), Duration.ofSeconds(5)),
			0.5, Duration.ofSeconds(10), 0, DEFAULT_RULES);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if a delay or number is negative, there is no
	 * delay, or the jitter is not from 0 to 1
	 */
	public ReconnectPolicy {
		delays = Durations.requireDelays(delays, "reconnect delay");
		Durations.requireFraction(jitter, "reconnect jitter");
		Durations.requireNotNegative(stableAfter, "reconnect stable-after");
		Durations.requireAtLeast(0, maxAttempts, "reconnect max-attempts");
		rules = Map.copyOf(rules);
	}

	/**
	 * What to do after one close code or HTTP status.
	 *
	 * @param terminal whether the client gives up; the delays do not matter then
	 * @param minDelay the shortest delay, whatever the backoff says
	 * @param maxDelay when greater than the minimum, the delay is spread evenly between
	 * the two
	 */
	public record Rule(boolean terminal, Duration minDelay, Duration maxDelay) {

		/**
		 * No further attempt.
		 */
		public static final Rule GIVE_UP = new Rule(true, Duration.ZERO, Duration.ZERO);

		/**
		 * Checks the values.
		 * @throws IllegalArgumentException if the minimum is negative, or the maximum
		 * less
		 */
		public Rule {
			Durations.requireNotNegative(minDelay, "minimum delay of a reconnect rule");
			if (maxDelay.compareTo(minDelay) < 0) {
				throw new IllegalArgumentException("The maximum delay of a reconnect rule, " + maxDelay
						+ ", must not be less than its minimum, " + minDelay);
			}
		}

		/**
		 * Somewhere between the two, evenly spread.
		 */
		public static Rule between(long minSeconds, long maxSeconds) {
			return new Rule(false, Duration.ofSeconds(minSeconds), Duration.ofSeconds(maxSeconds));
		}

	}

	@Nullable Rule rule(@Nullable Integer code) {
		return (code != null) ? this.rules.get(code) : null;
	}

}
