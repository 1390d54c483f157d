package io.phoenixchannels.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.PushPolicy;
import io.phoenixchannels.session.ReconnectPolicy;

/**
 * How one client is configured, and what it runs on.
 *
 * @param callbacks how its executor runs tasks
 * @param callbackDelay the longest time in milliseconds that a task waits for its thread
 * @param oversleep the longest time in milliseconds by which an alarm is late
 */
record Profile(boolean version1, Duration connectTimeout, Duration closeTimeout, Duration pushTimeout, int maxChannels,
		HeartbeatPolicy heartbeat, ReconnectPolicy reconnect, JoinPolicy join, PushPolicy push, ListenerPolicy listener,
		Callbacks callbacks, int callbackDelay, int oversleep) {

	enum Callbacks {

		/** On the thread that brings the task. */
		DIRECT,

		/** In order, on another one. */
		QUEUED,

		/** On one of many, in any order. */
		MANY

	}

	static Profile random(Chance chance) {
		HeartbeatPolicy heartbeat = new HeartbeatPolicy(Duration.ofSeconds(chance.between(10, 30)),
				Duration.ofSeconds(chance.between(3, 10)));
		ReconnectPolicy reconnect = new ReconnectPolicy(ReconnectPolicy.DEFAULT.delays(), chance.of(0.0, 0.5, 1.0),
				Duration.ofSeconds(chance.between(2, 10)), chance.of(0, 0, 6), ReconnectPolicy.DEFAULT_RULES);
		JoinPolicy join = new JoinPolicy(Duration.ofSeconds(chance.between(4, 10)), JoinPolicy.DEFAULT.retryDelays(),
				chance.of(0, 3, 10), chance.of(1, 2, 50), chance.of(0, 0, 5), Set.of("unmatched topic"),
				Set.of("unauthorized"), chance.oneIn(3));
		PushPolicy push = new PushPolicy(chance.of(0, 1, 3, 100), chance.of(PushPolicy.Overflow.values()));
		ListenerPolicy listener = switch (chance.below(12)) {
			case 0, 1, 2, 3 -> new ListenerPolicy(chance.between(1, 4),
					chance.of(ListenerPolicy.Overflow.DROP_NEWEST, ListenerPolicy.Overflow.DROP_OLDEST));
			case 4 -> new ListenerPolicy(chance.between(1, 4), ListenerPolicy.Overflow.PAUSE);
			default -> ListenerPolicy.DEFAULT;
		};
		Callbacks callbacks = chance.pick(List.of(Callbacks.values()));
		return new Profile(chance.oneIn(5), Duration.ofSeconds(10), Duration.ofSeconds(chance.between(1, 3)),
				// Replies wait for slow listeners, too.
				Duration.ofSeconds(pauses(listener) ? 10 : chance.of(1, 5, 10)), chance.of(1, 2, 3, 100), heartbeat,
				reconnect, join, push, listener, callbacks,
				(callbacks == Callbacks.MANY) ? chance.of(10, 200, pauses(listener) ? 8000 : 2000) : 0,
				pauses(listener) ? 0 : chance.of(0, 0, 0, 50));
	}

	/**
	 * By how much a deadline may be missed, in nanoseconds.
	 */
	long slack() {
		return this.oversleep * Agenda.MILLI;
	}

	/**
	 * Whether its listeners can be so far behind that reading pauses.
	 */
	boolean pauses() {
		return pauses(this.listener);
	}

	private static boolean pauses(ListenerPolicy listener) {
		return listener.overflow() == ListenerPolicy.Overflow.PAUSE && listener != ListenerPolicy.DEFAULT;
	}

	boolean mayDrop() {
		return this.listener.overflow() != ListenerPolicy.Overflow.PAUSE;
	}

}
