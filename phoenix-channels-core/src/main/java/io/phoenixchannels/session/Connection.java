package io.phoenixchannels.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One connection across its reconnects, as a state machine: a method per input, which
 * says what it means in each {@link Link}. In all others it means nothing.
 */
final class Connection {

	private static final Link IDLE = new Link.Idle();

	private static final Link FAILED = new Link.Failed();

	private final int number;

	private final Turn turn;

	private final Owner owner;

	private final PendingReplies replies;

	private final JoinQueue joins;

	private final ReconnectHistory history;

	private final Set<Channel> channels = new LinkedHashSet<>();

	private Link link = IDLE;

	private Instant since;

	/** Since when it is wanted and not open. */
	private @Nullable Instant outageSince;

	private Instant lastHeard = Instant.MIN;

	private boolean everOpen;

	/** Whether a topic was joined since the connection opened. */
	private boolean proven;

	private @Nullable DisconnectReason lastDisconnect;

	Connection(int number, Turn turn, Owner owner) {
		this.number = number;
		this.turn = turn;
		this.owner = owner;
		this.replies = new PendingReplies(turn);
		this.joins = new JoinQueue(turn);
		this.history = new ReconnectHistory(turn);
		this.since = turn.now();
	}

	int number() {
		return this.number;
	}

	Link link() {
		return this.link;
	}

	boolean isOpen() {
		return this.link instanceof Link.Open;
	}

	boolean isIdle() {
		return this.link instanceof Link.Idle;
	}

	boolean hasFailed() {
		return this.link instanceof Link.Failed;
	}

	PendingReplies replies() {
		return this.replies;
	}

	JoinQueue joins() {
		return this.joins;
	}

	/**
	 * The channels that are assigned to this connection.
	 */
	Set<Channel> channels() {
		return this.channels;
	}

	/**
	 * When the last frame came.
	 */
	Instant lastHeard() {
		return this.lastHeard;
	}

	void connect() {
		if (this.link instanceof Link.Failed) {
			this.history.startOver();
		}
		if (!(this.link instanceof Link.Connecting || this.link instanceof Link.Open)) {
			open();
		}
	}

	/**
	 * Undoes a disconnect; but does not hasten an attempt that waits, nor one that was
	 * given up.
	 */
	void connectAgain() {
		if (this.link instanceof Link.Idle || this.link instanceof Link.Closing) {
			open();
		}
	}

	void disconnect() {
		this.history.startOver();
		if (this.link instanceof Link.Open open) {
			this.turn.emit(new Effect.CloseTransport(open.id(), CloseStatus.NORMAL));
			Duration timeout = this.turn.policy().closeTimeout();
			lose(DisconnectReason.requested(),
					new Link.Closing(open.id(), this.turn.after(timeout, this::closeTimedOut)));
		}
		else if (!(this.link instanceof Link.Closing || this.link instanceof Link.Idle)) {
			if (this.link instanceof Link.Connecting connecting) {
				this.turn.emit(new Effect.AbortTransport(connecting.id()));
			}
			become(IDLE);
			this.owner.closed(this);
		}
	}

	/**
	 * Starts anew, whatever has gone wrong so far.
	 */
	void reconnect() {
		if (this.link instanceof Link.Idle || this.link instanceof Link.Closing) {
			return;
		}
		this.history.startOver();
		if (this.link instanceof Link.Open open) {
			this.turn.emit(new Effect.CloseTransport(open.id(), CloseStatus.NORMAL));
			DisconnectReason reason = DisconnectReason.requested();
			this.turn.announce(new Notice.ConnectionLost(this.number, reason, this.turn.now()));
			lose(reason, next(this.turn.now()));
		}
		else if (this.link instanceof Link.Connecting connecting) {
			this.turn.emit(new Effect.AbortTransport(connecting.id()));
		}
		// Unless it turned out that nobody needs it any more.
		if (!(this.link instanceof Link.Idle)) {
			open();
		}
	}

	void opened(ConnectionId id) {
		if (this.link instanceof Link.Connecting connecting && connecting.isOf(id)) {
			become(new Link.Open(id, this.turn.now(), new Heartbeat(this.turn, id, () -> heartbeatUnanswered(id)),
					new UnsentLeaves(this.turn, id, this::isJoining)));
			this.lastHeard = this.turn.now();
			this.turn.announce(new Notice.ConnectionOpened(this.number, this.everOpen, this.history.failures()));
			this.everOpen = true;
			this.proven = false;
			this.owner.opened(this);
			this.joins.open();
		}
	}

	void lost(ConnectionId id, DisconnectReason reason) {
		if (!this.link.isOf(id)) {
			return;
		}
		if (this.link instanceof Link.Closing) {
			become(IDLE);
			this.owner.closed(this);
		}
		else if (this.link instanceof Link.Open open) {
			Instant retryAt = this.history.lost(reason, open.openedAt(), hasServed());
			this.turn.announce(new Notice.ConnectionLost(this.number, reason, retryAt));
			lose(reason, next(retryAt));
		}
		else {
			Instant retryAt = this.history.failed(reason);
			this.turn.announce(new Notice.ConnectFailed(this.number, reason, this.history.failures(), retryAt));
			this.lastDisconnect = reason;
			become(next(retryAt));
		}
		if (this.link instanceof Link.Failed) {
			this.owner.failed(this);
		}
	}

	/**
	 * The open link if a signal concerns it, otherwise null.
	 */
	Link.@Nullable Open current(ConnectionId id) {
		return (this.link instanceof Link.Open open && open.isOf(id)) ? open : null;
	}

	void heard(Link.Open open) {
		this.lastHeard = this.turn.now();
		open.heartbeat().heard();
	}

	/**
	 * Sends a frame; only while open.
	 * @param onSent what is resolved by whether the frame could be queued, if anything
	 */
	void send(Frame frame, @Nullable OperationId onSent) {
		if (this.link instanceof Link.Open open) {
			this.turn.emit(new Effect.SendFrame(open.id(), frame, onSent));
		}
	}

	/**
	 * A topic was joined: the server not only accepts connections, it also serves them.
	 */
	void proven(String topic) {
		this.proven = true;
		if (this.link instanceof Link.Open open) {
			open.leaves().forget(topic);
		}
	}

	int joined() {
		int joined = 0;
		for (Channel channel : this.channels) {
			joined += (channel.state() == ChannelState.JOINED) ? 1 : 0;
		}
		return joined;
	}

	DisconnectReason lastDisconnect() {
		return (this.lastDisconnect != null) ? this.lastDisconnect : DisconnectReason.requested();
	}

	ConnectionStatus status() {
		Instant next = (this.link instanceof Link.Waiting waiting) ? waiting.retry().at() : null;
		boolean stable = this.link instanceof Link.Open open && this.history.isStable(open.openedAt(), hasServed());
		return new ConnectionStatus(this.number, this.link.state(), this.since, this.channels.size(), joined(),
				stable ? 0 : this.history.failures(), this.lastDisconnect, next, this.outageSince);
	}

	private void open() {
		ConnectionId id = new ConnectionId(this.number, this.turn.nextToken());
		Duration timeout = this.turn.policy().connectTimeout();
		become(new Link.Connecting(id, this.turn.after(timeout, () -> connectTimedOut(id))));
		this.turn.emit(new Effect.OpenTransport(id, this.history.failures(), this.lastDisconnect));
	}

	private void connectTimedOut(ConnectionId id) {
		this.turn.emit(new Effect.AbortTransport(id));
		lost(id, new DisconnectReason(DisconnectReason.Kind.CONNECT_TIMEOUT, null, "no connection within "
				+ Durations.text(this.turn.policy().connectTimeout()) + ", credentials and handshake together"));
	}

	private void heartbeatUnanswered(ConnectionId id) {
		this.turn.emit(new Effect.AbortTransport(id));
		lost(id, new DisconnectReason(DisconnectReason.Kind.HEARTBEAT_TIMEOUT, null,
				"nothing came for " + Durations.text(this.turn.policy().heartbeat().timeout()) + " after a heartbeat"));
	}

	private void closeTimedOut() {
		if (this.link instanceof Link.Closing closing) {
			this.turn.emit(new Effect.AbortTransport(closing.id()));
			become(IDLE);
			this.owner.closed(this);
		}
	}

	/**
	 * What an open connection takes with it. The others hear of it when it is no longer
	 * open, as they may find that nobody needs it.
	 */
	private void lose(DisconnectReason reason, Link next) {
		this.lastDisconnect = reason;
		this.joins.close();
		become(next);
		this.replies.interruptAll("the connection broke before the reply (" + reason + ")");
		this.owner.lost(this);
	}

	private boolean isJoining(String topic) {
		return this.channels.stream()
			.anyMatch((channel) -> channel.topic().equals(topic) && channel.state() == ChannelState.JOINING);
	}

	private boolean hasServed() {
		return this.proven || this.channels.isEmpty();
	}

	private Link next(@Nullable Instant retryAt) {
		return (retryAt != null) ? new Link.Waiting(this.turn.at(retryAt, this::open)) : FAILED;
	}

	private void become(Link next) {
		this.link.release(this.turn);
		this.link = next;
		this.since = this.turn.now();
		if (next instanceof Link.Open || next instanceof Link.Idle || next instanceof Link.Closing) {
			this.outageSince = null;
		}
		else if (this.outageSince == null) {
			this.outageSince = this.since;
		}
	}

	/**
	 * Hears what a connection's fate means for others.
	 */
	interface Owner {

		/**
		 * It opened. Joins may be queued; they go out when this method has returned.
		 */
		void opened(Connection connection);

		/**
		 * It was open, and is so no more.
		 */
		void lost(Connection connection);

		/**
		 * It is closed on request.
		 */
		void closed(Connection connection);

		/**
		 * It is given up.
		 */
		void failed(Connection connection);

	}

}
