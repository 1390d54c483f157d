package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.phoenixchannels.protocol.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link Session} in virtual time, performs what it asks for, and remembers what
 * came of it.
 */
abstract class SessionDriver {

	static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final Session session;

	private final Map<OperationId, List<Outcome>> outcomes = new LinkedHashMap<>();

	private final Map<Integer, ConnectionId> attempts = new LinkedHashMap<>();

	private final List<Effect> unread = new ArrayList<>();

	private final List<Effect.SendFrame> everSent = new ArrayList<>();

	private Instant now = START;

	private long lastOperation;

	SessionDriver(SessionPolicy policy, long seed) {
		this.session = new Session(policy, new SplittableRandom(seed), this.now);
	}

	Session session() {
		return this.session;
	}

	Instant now() {
		return this.now;
	}

	Duration elapsed() {
		return Duration.between(START, this.now);
	}

	/**
	 * Gives an input now, and performs what comes of it.
	 */
	List<Effect> give(Input input) {
		List<Effect> effects = this.session.handle(input, this.now);
		for (Effect effect : effects) {
			perform(effect);
		}
		this.unread.addAll(effects);
		return effects;
	}

	private void perform(Effect effect) {
		if (effect instanceof Effect.OpenTransport open) {
			this.attempts.put(open.connection().number(), open.connection());
		}
		else if (effect instanceof Effect.SendFrame send) {
			this.everSent.add(send);
			if (send.onSent() != null) {
				this.outcomes.get(send.onSent()).add(Outcome.DONE);
			}
		}
		else if (effect instanceof Effect.ResolveOperation resolve) {
			this.outcomes.get(resolve.operation()).add(resolve.outcome());
		}
	}

	/**
	 * Lets time pass, stopping at each deadline on the way.
	 */
	void advance(Duration duration) {
		Instant until = this.now.plus(duration);
		for (Instant next = this.session.nextDeadline(); next != null
				&& !next.isAfter(until); next = this.session.nextDeadline()) {
			this.now = next.isBefore(this.now) ? this.now : next;
			give(new Signal.DeadlineReached());
		}
		this.now = until;
	}

	/**
	 * Lets time pass while nobody looks at the deadlines, as when the process was
	 * suspended.
	 */
	void oversleep(Duration duration) {
		this.now = this.now.plus(duration);
	}

	/**
	 * Jumps to the next deadline.
	 */
	void reachDeadline() {
		Instant next = this.session.nextDeadline();
		if (next != null) {
			this.now = next;
		}
		give(new Signal.DeadlineReached());
	}

	OperationId operation() {
		OperationId id = new OperationId(++this.lastOperation);
		this.outcomes.put(id, new ArrayList<>());
		return id;
	}

	/**
	 * The last attempt of a connection.
	 */
	ConnectionId attempt(int number) {
		return this.attempts.getOrDefault(number, new ConnectionId(number, 1));
	}

	/**
	 * The effects since the last look.
	 */
	List<Effect> effects() {
		List<Effect> effects = List.copyOf(this.unread);
		this.unread.clear();
		return effects;
	}

	/**
	 * The effects since the last look, as text.
	 */
	List<String> seen() {
		return effects().stream().map((effect) -> EffectText.of(effect, this.now)).toList();
	}

	/**
	 * The frames sent since the last look, which also forgets all other effects.
	 */
	List<String> sent() {
		return framesSent().stream().map(EffectText::of).toList();
	}

	List<Frame> framesSent() {
		return effects().stream()
			.filter(Effect.SendFrame.class::isInstance)
			.map((effect) -> ((Effect.SendFrame) effect).frame())
			.toList();
	}

	/**
	 * The notices of one kind since the last look, which also forgets all other effects.
	 */
	<T extends Notice> List<T> notices(Class<T> type) {
		return effects().stream()
			.filter((effect) -> effect instanceof Effect.Announce announce && type.isInstance(announce.notice()))
			.map((effect) -> type.cast(((Effect.Announce) effect).notice()))
			.toList();
	}

	List<Effect.SendFrame> everSent() {
		return this.everSent;
	}

	/**
	 * The last frame of an event on a topic that was ever sent.
	 */
	Frame lastSent(String topic, String event) {
		return lastSend(topic, event).frame();
	}

	Effect.SendFrame lastSend(String topic, String event) {
		for (int i = this.everSent.size() - 1; i >= 0; i--) {
			Frame frame = this.everSent.get(i).frame();
			if (frame.topic().equals(topic) && frame.event().equals(event)) {
				return this.everSent.get(i);
			}
		}
		throw new AssertionError("No " + event + " was sent on " + topic);
	}

	/**
	 * How an operation ended; null if it has not. More than one outcome is an error.
	 */
	@Nullable Outcome outcome(OperationId operation) {
		List<Outcome> all = this.outcomes.get(operation);
		if (all.size() > 1) {
			throw new AssertionError(operation + " was resolved more than once: " + all);
		}
		return all.isEmpty() ? null : all.get(0);
	}

	Map<OperationId, List<Outcome>> outcomes() {
		return this.outcomes;
	}

	@Nullable ChannelState state(String topic) {
		ChannelStatus status = this.session.channel(topic);
		return (status != null) ? status.state() : null;
	}

	ConnectionStatus connection(int number) {
		return this.session.connections()
			.stream()
			.filter((status) -> status.number() == number)
			.findFirst()
			.orElseThrow();
	}

}
