package io.phoenixchannels.session;

import java.time.Instant;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.protocol.ShownText;
import io.phoenixchannels.session.Command.JoinChannel;
import io.phoenixchannels.session.Command.PushMessage;
import org.jspecify.annotations.Nullable;

/**
 * The channel of one topic, as a state machine: a method per input, which says what it
 * means in each {@link Membership}. In all others it means nothing.
 */
final class Channel {

	private static final String TOO_MANY_CHANNELS = "too many channels joined";

	private static final String LEFT = "the topic was left";

	static final Membership CLOSED = new Membership.Closed();

	private static final Membership WAITING = new Membership.Waiting();

	private final String topic;

	private final Turn turn;

	private final Owner owner;

	private final ChannelPushes pushes;

	private final Operations joins = new Operations();

	private final Operations leaves = new Operations();

	private Membership membership = CLOSED;

	private Instant since;

	private @Nullable Connection connection;

	private JoinParams params = JoinParams.NONE;

	/** Of the join that was begun last: {@link #params} may be newer. */
	private JoinParams begunWith = JoinParams.NONE;

	private JoinHistory history;

	/** When a message or reply of the current join came. */
	private Instant lastHeard;

	private @Nullable String problem;

	Channel(String topic, Turn turn, Owner owner) {
		this.topic = topic;
		this.turn = turn;
		this.owner = owner;
		this.pushes = new ChannelPushes(topic, turn);
		this.history = new JoinHistory(turn);
		this.since = turn.now();
		this.lastHeard = turn.now();
	}

	String topic() {
		return this.topic;
	}

	ChannelState state() {
		return this.membership.state();
	}

	Membership membership() {
		return this.membership;
	}

	@Nullable Connection connection() {
		return this.connection;
	}

	/**
	 * Assigns a connection, or none.
	 */
	void assign(@Nullable Connection connection) {
		if (this.connection != null) {
			this.connection.channels().remove(this);
			this.connection.joins().remove(this);
		}
		this.connection = connection;
		if (connection != null) {
			connection.channels().add(this);
		}
	}

	void want(JoinChannel command) {
		if (command.params() != null) {
			this.params = command.params();
		}
		if (this.membership instanceof Membership.Joined joined) {
			this.turn.resolve(command.operation(), new Outcome.Replied(joined.reply()));
			return;
		}
		this.joins.add(command.operation());
		if (this.membership instanceof Membership.Leaving) {
			// The server may answer the leave or not, before or after the new
			// join's reply (recording leave_then_rejoin_pipelined): nobody waits.
			this.pushes.interruptSent(this.connection, LEFT);
			this.leaves.resolve(this.turn, Outcome.DONE);
			this.turn.announce(new Notice.ChannelClosed(this.topic, false));
			this.history = new JoinHistory(this.turn);
			startOver();
		}
		else if (this.membership instanceof Membership.Closed || this.membership instanceof Membership.Rejected) {
			startOver();
		}
		giveUpIfConnectionFailed();
	}

	private void startOver() {
		this.history.startOver();
		this.problem = null;
		awaitTurn();
	}

	private void giveUpIfConnectionFailed() {
		if (this.connection != null && this.connection.hasFailed()) {
			connectionFailed(this.connection.lastDisconnect());
		}
	}

	void leave(OperationId operation) {
		this.leaves.add(operation);
		String joinRef = this.membership.joinRef();
		if (this.membership instanceof Membership.Leaving) {
			return;
		}
		if (joinRef == null) {
			close(false);
			return;
		}
		String leaveRef = this.turn.nextRef();
		send(new Frame(joinRef, leaveRef, this.topic, ReservedEvents.LEAVE, Payload.EMPTY));
		become(new Membership.Leaving(joinRef, leaveRef,
				this.turn.after(this.turn.policy().join().timeout(), () -> close(false))));
		this.pushes.refuseKept(LEFT);
		this.joins.resolve(this.turn,
				new Outcome.Closed("The topic '" + this.topic + "' was left before it was joined"));
	}

	/**
	 * Says goodbye without waiting for an answer, as the connection is about to be
	 * closed.
	 */
	void sayGoodbye() {
		String joinRef = this.membership.joinRef();
		if (joinRef != null && !(this.membership instanceof Membership.Leaving)) {
			send(new Frame(joinRef, this.turn.nextRef(), this.topic, ReservedEvents.LEAVE, Payload.EMPTY));
		}
	}

	/**
	 * It is this channel's turn to join.
	 */
	void beginJoin() {
		this.begunWith = this.params;
		if (this.params instanceof JoinParams.Supplied supplied) {
			requestParams(supplied.source());
		}
		else {
			sendJoin(((JoinParams.Fixed) this.params).payload());
		}
	}

	private void requestParams(Object source) {
		long token = this.turn.nextToken();
		become(new Membership.Preparing(token, this.turn.after(this.turn.policy().join().timeout(),
				() -> error("the join params were not supplied " + withinJoinTimeout()))));
		this.turn.emit(new Effect.RequestJoinParams(this.topic, source, token, this.history.isRejoin(),
				this.history.lastRejection()));
	}

	void paramsSupplied(long token, Payload payload) {
		if (this.membership instanceof Membership.Preparing preparing && preparing.token() == token) {
			sendJoin(payload);
		}
	}

	void paramsFailed(long token, String why, boolean forGood) {
		if (this.membership instanceof Membership.Preparing preparing && preparing.token() == token) {
			notSent((forGood ? "the join params cannot be sent: " : "the join params could not be supplied: ") + why,
					forGood);
		}
	}

	private void sendJoin(Payload payload) {
		String joinRef = this.turn.nextRef();
		become(new Membership.Joining(joinRef,
				this.turn.after(this.turn.policy().join().timeout(), () -> joinTimedOut(joinRef))));
		send(new Frame(joinRef, joinRef, this.topic, ReservedEvents.JOIN, payload));
	}

	/**
	 * A join was not even queued.
	 */
	void joinRefused(String ref, String why, boolean forGood) {
		if (this.membership instanceof Membership.Joining joining && joining.joinRef().equals(ref)) {
			notSent((forGood ? "the join cannot be sent: " : "the join could not be sent: ") + why, forGood);
		}
	}

	private void notSent(String why, boolean forGood) {
		if (forGood && this.params == this.begunWith) {
			this.problem = why;
			endJoining(new Notice.ChannelErrored(this.topic, why, null), why, new Outcome.Refused(why));
		}
		else {
			error(why);
		}
	}

	private void joinTimedOut(String joinRef) {
		// The server may be about to join: it must not keep a channel that nobody knows.
		send(new Frame(joinRef, this.turn.nextRef(), this.topic, ReservedEvents.LEAVE, Payload.EMPTY));
		error("the join was not answered " + withinJoinTimeout());
	}

	/**
	 * The answer to the join or leave that is under way came.
	 */
	void replied(Reply reply) {
		if (this.membership instanceof Membership.Joining joining) {
			if (reply.isOk()) {
				joined(joining.joinRef(), reply);
			}
			else {
				rejected(reply);
			}
		}
		else if (this.membership instanceof Membership.Leaving) {
			close(false);
		}
	}

	private void joined(String joinRef, Reply reply) {
		Connection connection = connected();
		become(new Membership.Joined(joinRef, reply, this.turn.now()));
		connection.proven(this.topic);
		this.problem = null;
		this.lastHeard = this.turn.now();
		boolean rejoin = this.history.isRejoin();
		Instant gapFrom = this.history.joined();
		this.turn.announce(new Notice.ChannelJoined(this.topic, connection.number(), reply, rejoin));
		if (gapFrom != null) {
			this.turn.announce(new Notice.Gap(this.topic, gapFrom, this.turn.now()));
		}
		this.joins.resolve(this.turn, new Outcome.Replied(reply));
		this.pushes.sendKept(connection, joinRef);
	}

	private void rejected(Reply reply) {
		if (TOO_MANY_CHANNELS.equals(reply.reason()) && this.owner.connectionIsFull(this)) {
			return;
		}
		this.problem = "the join was rejected" + ((reply.reason() != null) ? ": " + ShownText.of(reply.reason()) : "");
		switch (this.history.rejected(reply, this.params instanceof JoinParams.Supplied)) {
			case TERMINAL -> endJoining(new Notice.JoinRejected(this.topic, reply, null),
					"the server rejected the join of the topic", new Outcome.Rejected(reply));
			case REFRESH -> {
				this.turn.announce(new Notice.JoinRejected(this.topic, reply, this.turn.now()));
				awaitTurn();
			}
			case RETRY -> this.turn.announce(new Notice.JoinRejected(this.topic, reply, retryLater()));
		}
	}

	/**
	 * No further join is tried.
	 */
	private void endJoining(Notice notice, String why, Outcome outcome) {
		become(new Membership.Rejected(why));
		this.owner.unassign(this);
		this.turn.announce(notice);
		this.pushes.refuseKept(why);
		this.joins.resolve(this.turn, outcome);
	}

	/**
	 * The server ended the channel of the current join.
	 */
	void ended(boolean crashed) {
		if (this.membership instanceof Membership.Leaving) {
			close(false);
			return;
		}
		String how = crashed ? "the channel crashed" : "the server closed the channel";
		this.pushes.interruptSent(this.connection, how);
		if (crashed || this.membership instanceof Membership.Joining || this.turn.policy().join().rejoinAfterClose()) {
			lostSince(this.turn.now());
			error(how);
		}
		else {
			close(true);
		}
	}

	/**
	 * A push was answered with "unmatched topic": the server has no such channel.
	 * @param ref of the push. One from before the current join says nothing about it
	 */
	void unmatched(String ref) {
		if (this.membership instanceof Membership.Joined joined && Turn.isLater(ref, joined.joinRef())) {
			String how = "the server no longer knows the channel";
			this.pushes.interruptSentBefore(ref, connected(), how);
			lostSince(this.lastHeard);
			error(how);
		}
	}

	/**
	 * Something of the current join came.
	 */
	void heard() {
		this.lastHeard = this.turn.now();
	}

	/**
	 * The connection is gone, and with it whatever the server knew of this channel.
	 */
	void connectionLost(Instant lastHeard) {
		if (this.membership instanceof Membership.Leaving) {
			close(false);
		}
		else if (!(this.membership instanceof Membership.Closed || this.membership instanceof Membership.Rejected)) {
			lostSince(lastHeard);
			awaitTurn();
		}
	}

	/**
	 * Another connection than before is to carry this channel.
	 */
	void moved() {
		awaitTurn();
		giveUpIfConnectionFailed();
	}

	/**
	 * The client no longer tries to connect: whoever waits is told, but the topic stays
	 * wanted.
	 */
	void connectionFailed(DisconnectReason reason) {
		this.joins.resolve(this.turn, new Outcome.GivenUp(reason));
		this.pushes.refuseKept("the client gave up connecting: " + reason);
	}

	void push(PushMessage push) {
		String refusal = this.membership.refusesPushes();
		if (refusal == null && this.connection != null && this.connection.hasFailed()) {
			refusal = "the client gave up connecting";
		}
		if (refusal != null) {
			this.turn.resolve(push.operation(), new Outcome.Refused(refusal));
		}
		else if (this.membership instanceof Membership.Joined joined) {
			this.pushes.send(push, connected(), joined.joinRef());
		}
		else {
			this.pushes.keep(push);
		}
	}

	ChannelStatus status() {
		Instant next = (this.membership instanceof Membership.Errored errored) ? errored.retry().at() : null;
		Integer number = (this.connection != null) ? this.connection.number() : null;
		return new ChannelStatus(this.topic, state(), number, this.since, this.pushes.kept(), this.problem, next);
	}

	private void lostSince(Instant lastHeard) {
		if (this.membership instanceof Membership.Joined joined) {
			this.history.lost(joined.at(), lastHeard);
		}
	}

	private void error(String why) {
		this.problem = why;
		this.turn.announce(new Notice.ChannelErrored(this.topic, why, retryLater()));
	}

	private Instant retryLater() {
		Instant at = this.turn.now().plus(this.history.failed());
		become(new Membership.Errored(this.turn.at(at, this::awaitTurn)));
		return at;
	}

	private void awaitTurn() {
		become(WAITING);
		this.owner.awaitsTurn(this);
	}

	private void close(boolean byServer) {
		become(CLOSED);
		String how = byServer ? "the server closed the channel" : LEFT;
		this.pushes.interruptSent(this.connection, how);
		this.pushes.refuseKept(how);
		this.joins.resolve(this.turn, new Outcome.Closed("The topic '" + this.topic + "' was "
				+ (byServer ? "closed by the server" : "left") + " before it was joined"));
		this.leaves.resolve(this.turn, Outcome.DONE);
		this.turn.announce(new Notice.ChannelClosed(this.topic, byServer));
		this.owner.closed(this);
	}

	private void become(Membership next) {
		this.membership.release(this.turn);
		boolean wasInFlight = this.membership.isInFlight();
		this.membership = next;
		this.since = this.turn.now();
		if (wasInFlight && !next.isInFlight() && this.connection != null) {
			this.connection.joins().remove(this);
		}
	}

	private void send(Frame frame) {
		connected().send(frame, null);
	}

	private Connection connected() {
		if (this.connection == null) {
			throw new IllegalStateException("The channel of '" + this.topic + "' has no connection");
		}
		return this.connection;
	}

	private String withinJoinTimeout() {
		return "within " + Durations.text(this.turn.policy().join().timeout());
	}

	/**
	 * Hears what a channel's fate means for others.
	 */
	interface Owner {

		/**
		 * It wants to be joined as soon as may be.
		 */
		void awaitsTurn(Channel channel);

		/**
		 * It is rejected for good, and occupies no connection any more.
		 */
		void unassign(Channel channel);

		/**
		 * The server said that its connection carries as many channels as it may.
		 * @return whether the channel was moved to another connection
		 */
		boolean connectionIsFull(Channel channel);

		/**
		 * It is closed, and wanted by nobody.
		 */
		void closed(Channel channel);

	}

}
