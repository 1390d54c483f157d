package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.JoinParams.Supplied;
import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link Session} in virtual time and plays everybody around it: the
 * application, the transport, and the server.
 */
final class SessionHarness {

	static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	static final String UNMATCHED_TOPIC = "{\"reason\":\"unmatched topic\"}";

	private final Session session;

	private final Map<OperationId, List<Outcome>> outcomes = new LinkedHashMap<>();

	private final Map<Integer, ConnectionId> attempts = new LinkedHashMap<>();

	private final List<Effect> unread = new ArrayList<>();

	private final List<Effect.SendFrame> everSent = new ArrayList<>();

	private Instant now = START;

	private long lastOperation;

	SessionHarness() {
		this(Policies.exact());
	}

	SessionHarness(SessionPolicy policy) {
		this(policy, 1);
	}

	SessionHarness(SessionPolicy policy, long seed) {
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

	// --- inputs -----------------------------------------------------------------

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

	// --- the application --------------------------------------------------------

	OperationId operation() {
		OperationId id = new OperationId(++this.lastOperation);
		this.outcomes.put(id, new ArrayList<>());
		return id;
	}

	OperationId connect() {
		OperationId id = operation();
		give(new Command.Connect(id));
		return id;
	}

	OperationId disconnect() {
		OperationId id = operation();
		give(new Command.Disconnect(id));
		return id;
	}

	void reconnect() {
		give(new Command.Reconnect());
	}

	OperationId join(String topic) {
		return join(topic, null);
	}

	OperationId join(String topic, @Nullable JoinParams params) {
		OperationId id = operation();
		give(new Command.JoinChannel(id, topic, params));
		return id;
	}

	OperationId joinSupplied(String topic) {
		return join(topic, new Supplied("supplier of " + topic));
	}

	OperationId leave(String topic) {
		OperationId id = operation();
		give(new Command.LeaveChannel(id, topic));
		return id;
	}

	OperationId push(String topic, String event) {
		return push(topic, event, Duration.ofSeconds(10));
	}

	OperationId push(String topic, String event, Duration timeout) {
		OperationId id = operation();
		give(new Command.PushMessage(id, topic, event, Payload.EMPTY, this.now.plus(timeout), true));
		return id;
	}

	OperationId send(String topic, String event) {
		OperationId id = operation();
		give(new Command.PushMessage(id, topic, event, Payload.EMPTY, this.now.plusSeconds(10), false));
		return id;
	}

	// --- the transport ----------------------------------------------------------

	/**
	 * The last attempt of a connection.
	 */
	ConnectionId attempt(int number) {
		return this.attempts.getOrDefault(number, new ConnectionId(number, 1));
	}

	void opened() {
		opened(1);
	}

	void opened(int number) {
		give(new Signal.TransportOpened(attempt(number)));
	}

	void closed(int code) {
		closed(1, code);
	}

	void closed(int number, int code) {
		give(new Signal.TransportClosed(attempt(number), new CloseStatus(code, "")));
	}

	void failed(@Nullable Integer httpStatus) {
		give(new Signal.TransportFailed(attempt(1), "no route to host", httpStatus));
	}

	// --- the server -------------------------------------------------------------

	void receive(@Nullable String joinRef, @Nullable String ref, String topic, String event, Payload payload) {
		receive(1, new Frame(joinRef, ref, topic, event, payload));
	}

	void receive(int number, Frame frame) {
		give(new Signal.FrameReceived(attempt(number), frame));
	}

	void reply(Frame frame, String status, String response) {
		reply(1, frame, status, response);
	}

	/**
	 * Replies as Phoenix does: with the join_ref of what is replied to, but with none
	 * where there is no channel.
	 */
	void reply(int number, Frame frame, String status, String response) {
		String joinRef = response.equals(UNMATCHED_TOPIC) ? null : frame.joinRef();
		receive(number,
				new Frame(joinRef, frame.ref(), frame.topic(), "phx_reply", new Reply(status, Payload.json(response))));
	}

	void replyOk(Frame frame) {
		reply(frame, "ok", "{}");
	}

	/**
	 * Confirms the last join of a topic, on whatever connection it was sent.
	 */
	void confirmJoin(String topic) {
		Effect.SendFrame join = lastSend(topic, "phx_join");
		reply(join.connection().number(), join.frame(), "ok", "{}");
	}

	void rejectJoin(String topic, String reason) {
		Effect.SendFrame join = lastSend(topic, "phx_join");
		reply(join.connection().number(), join.frame(), "error", "{\"reason\":\"" + reason + "\"}");
	}

	/**
	 * The channel of the last join crashes.
	 */
	void crash(String topic) {
		end(topic, "phx_error", Payload.json("{\"reason\":\"channel_crash\"}"));
	}

	/**
	 * The channel of the last join stops normally.
	 */
	void stop(String topic) {
		end(topic, "phx_close", Payload.EMPTY);
	}

	private void end(String topic, String event, Payload payload) {
		Effect.SendFrame join = lastSend(topic, "phx_join");
		String joinRef = join.frame().ref();
		receive(join.connection().number(), new Frame(joinRef, joinRef, topic, event, payload));
	}

	void broadcast(String topic, String event) {
		receive(null, null, topic, event, Payload.EMPTY);
	}

	/**
	 * Connected, with these topics joined.
	 */
	SessionHarness joined(String... topics) {
		connect();
		opened();
		for (String topic : topics) {
			join(topic);
			confirmJoin(topic);
		}
		this.unread.clear();
		return this;
	}

	// --- what came of it --------------------------------------------------------

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
