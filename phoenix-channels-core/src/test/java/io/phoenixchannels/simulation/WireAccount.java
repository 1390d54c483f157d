package io.phoenixchannels.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What one client may know and must do, judged by nothing but what crosses its wires: an
 * account of its own, simpler than the client's, of connections, joins and heartbeats.
 */
final class WireAccount {

	/** With tasks that wait for 8 s at most. */
	private static final long LONGEST_PAUSE = 20_000 * Agenda.MILLI;

	private final World world;

	private final Profile profile;

	private final UserPushes pushes;

	private final Deliveries deliveries;

	private final Map<SimulatedConnection, Line> lines = new LinkedHashMap<>();

	private final Set<SimulatedConnection> connecting = new LinkedHashSet<>();

	private final Set<String> refs = new HashSet<>();

	private final Set<String> silentlyLost = new HashSet<>();

	private final Set<String> endedByServer = new HashSet<>();

	private final Set<String> rejectedByServer = new HashSet<>();

	/** Of the first connection: ends in a row before it was stable. */
	private int failures;

	private long earliestAttempt;

	private boolean userActs;

	private boolean touched;

	WireAccount(World world, Profile profile, UserPushes pushes, Deliveries deliveries) {
		this.world = world;
		this.profile = profile;
		this.pushes = pushes;
		this.deliveries = deliveries;
	}

	private long now() {
		return this.world.agenda().nanos();
	}

	/**
	 * Whether anything crossed the wires since the last time this was asked.
	 */
	boolean takeTouched() {
		boolean result = this.touched;
		this.touched = false;
		return result;
	}

	/**
	 * The user asks for something that may end or begin connections: no backoff applies.
	 */
	void userActs(Runnable act) {
		this.userActs = true;
		this.failures = 0;
		this.earliestAttempt = 0;
		act.run();
		this.userActs = false;
	}

	void userJoins(String topic) {
		this.endedByServer.remove(topic);
		this.rejectedByServer.remove(topic);
	}

	/**
	 * Whether the server closed a topic since the user asked for it.
	 */
	boolean wasEnded(String topic) {
		return this.endedByServer.contains(topic);
	}

	/**
	 * Whether the server rejected a topic since the user asked for it.
	 */
	boolean wasRejected(String topic) {
		return this.rejectedByServer.contains(topic);
	}

	void lostSilently(String joinRef) {
		this.silentlyLost.add(joinRef);
	}

	/**
	 * Whether the server lost the channel of the current join without telling.
	 */
	boolean isLostSilently(String topic) {
		for (Line line : this.lines.values()) {
			Join join = line.joins.get(topic);
			if (join != null && join.isLive()) {
				return this.silentlyLost.contains(join.ref);
			}
		}
		return false;
	}

	boolean mayNotJoinTwice(SimulatedConnection connection) {
		Line line = this.lines.get(connection);
		return line != null && !line.leaveRefused;
	}

	void opening(SimulatedConnection connection) {
		this.touched = true;
		for (SimulatedConnection other : this.connecting) {
			requireAnother(connection, other);
		}
		for (SimulatedConnection other : this.lines.keySet()) {
			requireAnother(connection, other);
		}
		this.connecting.add(connection);
		if (connection.number() == 1 && now() < this.earliestAttempt - 1000) {
			this.world.violated("%s is opened %s ms before the backoff of %s failures allows", connection,
					(this.earliestAttempt - now()) / Agenda.MILLI, this.failures);
		}
	}

	private void requireAnother(SimulatedConnection connection, SimulatedConnection other) {
		if (other.number() == connection.number()) {
			this.world.violated("%s is opened beside %s", connection, other);
		}
	}

	void opened(SimulatedConnection connection) {
		this.touched = true;
		this.connecting.remove(connection);
		this.lines.put(connection, new Line(now()));
	}

	void heard(SimulatedConnection connection) {
		Line line = this.lines.get(connection);
		if (line != null) {
			line.lastHeard = now();
		}
	}

	/**
	 * Whether the client has not read yet what the server, or the end of a connection,
	 * may have told it.
	 */
	boolean isBehind() {
		return this.lines.keySet().stream().anyMatch(SimulatedConnection::isUnread);
	}

	void readingPaused(SimulatedConnection connection, boolean paused) {
		Line line = this.lines.get(connection);
		if (line != null) {
			line.pausedAt = paused ? now() : -1;
			// Silence that was our own doing proves nothing.
			line.lastHeard = now();
		}
	}

	void aborted(SimulatedConnection connection) {
		Line line = this.lines.get(connection);
		if (line != null && line.pausedAt >= 0) {
			this.world.violated("%s is aborted while its client does not read", connection);
		}
		if (line != null && now() - line.lastHeard < this.profile.heartbeat().timeout().toNanos()) {
			this.world.violated("%s is aborted %s ms after it was heard", connection,
					(now() - line.lastHeard) / Agenda.MILLI);
		}
	}

	/**
	 * A connection, or attempt, is of no more use.
	 * @param broken whether it was open and the client did not close it
	 */
	void ended(SimulatedConnection connection, boolean broken) {
		this.touched = true;
		boolean failed = this.connecting.remove(connection);
		this.lines.remove(connection);
		if (connection.number() != 1 || this.userActs || !(broken || failed)) {
			return;
		}
		boolean stable = connection.openedAt() >= 0
				&& now() - connection.openedAt() >= this.profile.reconnect().stableAfter().toNanos();
		this.failures = stable ? 1 : this.failures + 1;
		this.earliestAttempt = now() + shortest(this.profile.reconnect().delays(), this.failures);
	}

	private long shortest(List<Duration> delays, int failures) {
		Duration delay = delays.get(Math.min(failures, delays.size()) - 1);
		return (long) (delay.toNanos() * (1 - this.profile.reconnect().jitter()));
	}

	void sent(SimulatedConnection connection, ClientFrame frame, boolean taken) {
		this.touched = true;
		Line line = this.lines.get(connection);
		if (line == null) {
			this.world.violated("%s sends %s, but is not open", connection, frame);
			return;
		}
		if (taken ? !this.refs.add(frame.ref()) : this.refs.contains(frame.ref())) {
			this.world.violated("%s uses a ref again: %s", connection, frame);
		}
		Join join = line.joins.get(frame.topic());
		switch (frame.event()) {
			case ClientFrame.HEARTBEAT -> line.lastBeat = now();
			case ClientFrame.JOIN -> joinSent(connection, line, frame, join, taken);
			case ClientFrame.LEAVE -> leaveSent(connection, line, frame, join, taken);
			default -> {
				if (join == null || !join.isLive() || !join.ref.equals(frame.joinRef())) {
					this.world.violated("%s sends %s, but the join is %s", connection, frame, join);
				}
				else {
					this.pushes.sent(connection, frame, join, taken);
				}
			}
		}
	}

	private void joinSent(SimulatedConnection connection, Line line, ClientFrame frame, @Nullable Join join,
			boolean taken) {
		if (!frame.ref().equals(frame.joinRef())) {
			this.world.violated("%s joins with another join_ref: %s", connection, frame);
		}
		if (join != null && !join.left && !join.over) {
			this.world.violated("%s sends %s, but the join is %s", connection, frame, join);
		}
		this.lines.forEach((other, others) -> {
			Join elsewhere = others.joins.get(frame.topic());
			if (other != connection && elsewhere != null && !elsewhere.left && !elsewhere.over) {
				this.world.violated("%s sends %s, but %s has the join %s", connection, frame, other, elsewhere);
			}
		});
		line.joins.remove(frame.topic());
		if (taken) {
			line.joins.put(frame.topic(), new Join(frame.ref(), now()));
		}
	}

	private void leaveSent(SimulatedConnection connection, Line line, ClientFrame frame, @Nullable Join join,
			boolean taken) {
		if (line.refusedLeaves.remove(frame)) {
			line.refuse(frame, taken);
			return;
		}
		if (join == null || !join.ref.equals(frame.joinRef()) || join.left) {
			this.world.violated("%s sends %s, but the join is %s", connection, frame, join);
			return;
		}
		join.left = true;
		line.refuse(frame, taken);
	}

	void received(SimulatedConnection connection, ServerFrame frame) {
		this.touched = true;
		Line line = this.lines.get(connection);
		if (line == null) {
			return;
		}
		line.lastHeard = now();
		Join join = line.joins.get(frame.topic());
		if (frame.isReply()) {
			this.pushes.replied(connection, frame);
		}
		if (join == null || join.over) {
			return;
		}
		if (frame.isReply()) {
			replied(join, frame);
		}
		else if (frame.isEnd()) {
			if (join.ref.equals(frame.joinRef())) {
				if (frame.event().equals("phx_close")) {
					this.endedByServer.add(frame.topic());
				}
				join.endedAt = now();
				join.over = true;
			}
		}
		else if (frame.number() > 0 && join.isLive() && (frame.joinRef() == null || frame.joinRef().equals(join.ref))) {
			this.deliveries.expect(frame.topic(), frame.number());
		}
	}

	private void replied(Join join, ServerFrame frame) {
		if (join.ref.equals(frame.ref()) && !join.confirmed) {
			join.confirmed = frame.isOk();
			join.over = !join.confirmed;
			if (join.over) {
				this.rejectedByServer.add(frame.topic());
			}
		}
		else if (join.confirmed && frame.isUnmatched() && frame.ref() != null
				&& Long.parseLong(frame.ref()) > Long.parseLong(join.ref)) {
			join.over = true;
		}
	}

	/**
	 * Whether the server has confirmed a join, and nothing has ended it since.
	 */
	boolean isJoined(String topic) {
		for (Line line : this.lines.values()) {
			Join join = line.joins.get(topic);
			if (join != null && join.isLive()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether everything that has its time is done in time.
	 */
	void check() {
		long now = now();
		long slack = this.profile.slack();
		long interval = this.profile.heartbeat().interval().toNanos();
		long timeout = this.profile.heartbeat().timeout().toNanos();
		for (SimulatedConnection connection : this.connecting) {
			if (now - connection.startedAt() > this.profile.connectTimeout().toNanos() + slack) {
				this.world.violated("%s is neither open nor given up after the connect timeout", connection);
			}
		}
		this.lines.forEach((connection, line) -> {
			if (now - line.lastBeat > interval + slack) {
				this.world.violated("%s has sent no heartbeat for more than the interval", connection);
			}
			if (line.pausedAt >= 0 && now - line.pausedAt > LONGEST_PAUSE) {
				this.world.violated("%s is not read any more, though listeners are not that slow", connection);
			}
			if (line.pausedAt < 0 && now - line.lastHeard > interval + timeout + 2 * slack) {
				this.world.violated("%s was silent for more than interval and timeout, and is still open", connection);
			}
			line.joins.forEach((topic, join) -> {
				if (!join.confirmed && !join.left && !join.over
						&& now - join.sentAt > this.profile.join().timeout().toNanos() + slack) {
					this.world.violated("%s waits for the join of %s after the timeout", connection, topic);
				}
			});
		});
	}

	/**
	 * One open connection.
	 */
	private static final class Line {

		private final Map<String, Join> joins = new HashMap<>();

		private long lastHeard;

		private long lastBeat;

		/** Since when its client does not read; -1 if it does. */
		private long pausedAt = -1;

		/** Those that the connection could not take: they may come again. */
		private final Set<ClientFrame> refusedLeaves = new HashSet<>();

		private boolean leaveRefused;

		private Line(long now) {
			this.lastHeard = now;
			this.lastBeat = now;
		}

		private void refuse(ClientFrame leave, boolean taken) {
			if (!taken) {
				this.refusedLeaves.add(leave);
				this.leaveRefused = true;
			}
		}

	}

	/**
	 * One join that was sent.
	 */
	static final class Join {

		private final String ref;

		private final long sentAt;

		private boolean confirmed;

		private boolean left;

		/** Whether the server rejected or ended it. */
		private boolean over;

		private long endedAt = -1;

		private Join(String ref, long sentAt) {
			this.ref = ref;
			this.sentAt = sentAt;
		}

		boolean isLive() {
			return this.confirmed && !this.left && !this.over;
		}

		/**
		 * When the server ended it; -1 if it did not.
		 */
		long endedAt() {
			return this.endedAt;
		}

		@Override
		public String toString() {
			return this.ref + (this.confirmed ? ", confirmed" : "") + (this.left ? ", left" : "")
					+ (this.over ? ", over" : "");
		}

	}

}
