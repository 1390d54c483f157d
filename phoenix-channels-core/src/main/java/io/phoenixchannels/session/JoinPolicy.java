package io.phoenixchannels.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.phoenixchannels.protocol.Reply;

/**
 * How topics are joined, and what a rejection means.
 *
 * @param timeout for the server's answer, counted from when the join is sent, and for a
 * supplier of join params
 * @param retryDelays before the first, second, ... join in a row after a timeout, a crash
 * or a rejection; the last one repeats. The reconnect jitter applies
 * @param maxAttempts rejections in a row before a topic counts as rejected for good; 0 =
 * never. Timeouts and crashes do not count
 * @param maxInFlight joins that may wait for their answer at once on one connection. A
 * server works them off one after the other, so that more would only time out. When half
 * of them are answered, the next ones follow together
 * @param rate joins a second and connection; 0 = as fast as the answers come
 * @param terminalReasons reasons of a rejection that end it at once
 * @param refreshReasons reasons that are retried at once, one time, if join params come
 * from a supplier, and are terminal if they do not
 * @param rejoinAfterClose whether a topic whose channel the server closed normally is
 * joined again, after the retry delays; if not, it counts as left
 */
public record JoinPolicy(Duration timeout, List<Duration> retryDelays, int maxAttempts, int maxInFlight, int rate,
		Set<String> terminalReasons, Set<String> refreshReasons, boolean rejoinAfterClose) {

	/**
	 * 10 s for an answer; then after 1, 2, 5 and every 10 s; ten rejections; 50 joins in
	 * flight.
	 */
	public static final JoinPolicy DEFAULT = new JoinPolicy(Duration.ofSeconds(10),
			List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)), 10,
			50, 0, Set.of("unmatched topic"), Set.of("unauthorized"), false);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if the timeout is not positive, a delay or number
	 * is negative, there is no delay, or no join may be in flight
	 */
	public JoinPolicy {
		Durations.requirePositive(timeout, "join timeout");
		retryDelays = Durations.requireDelays(retryDelays, "join retry delay");
		Durations.requireAtLeast(0, maxAttempts, "join max-attempts");
		Durations.requireAtLeast(1, maxInFlight, "join max-in-flight");
		Durations.requireAtLeast(0, rate, "join rate");
		terminalReasons = Set.copyOf(terminalReasons);
		refreshReasons = Set.copyOf(refreshReasons);
	}

	enum Verdict {

		TERMINAL, REFRESH, RETRY

	}

	Verdict judge(Reply rejection, boolean suppliedParams) {
		String reason = rejection.reason();
		if (reason != null && this.terminalReasons.contains(reason)) {
			return Verdict.TERMINAL;
		}
		if (reason != null && this.refreshReasons.contains(reason)) {
			return suppliedParams ? Verdict.REFRESH : Verdict.TERMINAL;
		}
		return Verdict.RETRY;
	}

}
