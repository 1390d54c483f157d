package io.phoenixchannels.simulation;

import java.util.List;

/**
 * A deliberate bug: a change of the client's source that somebody could have made.
 *
 * @param what the bug
 * @param file below the module's sources, without the root package
 * @param original the text to change, which is there once; white space does not matter
 * @param mutated what to put in its place
 */
record Mutation(String what, String file, String original, String mutated) {

	private static final String SESSION = "session/";

	private static final String CLIENT = "client/";

	/**
	 * All of them, each in the words of a commit message nobody would write.
	 */
	static final List<Mutation> ALL = List.of(
			new Mutation("The join_ref of phx_close and phx_error is not checked", SESSION + "Membership.java",
					"return (current != null && current.equals(joinRef)) ? null : FrameIgnored.Why.STALE_JOIN;",
					"return (current != null) ? null : FrameIgnored.Why.STALE_JOIN;"),
			new Mutation("Messages of an earlier join are delivered", SESSION + "Membership.java",
					"return (joinRef == null || joinRef.equals(this.joinRef)) ? null : FrameIgnored.Why.STALE_JOIN;",
					"return null;"),
			new Mutation("Broadcasts, which have no join_ref, are dropped", SESSION + "Membership.java",
					"return (joinRef == null || joinRef.equals(this.joinRef)) ? null : FrameIgnored.Why.STALE_JOIN;",
					"return this.joinRef.equals(joinRef) ? null : FrameIgnored.Why.STALE_JOIN;"),
			new Mutation("Pushes that wait for a reply are forgotten when the connection breaks",
					SESSION + "Connection.java",
					"this.replies.interruptAll(\"the connection broke before the reply (\" + reason + \")\");", ""),
			new Mutation("Pushes that wait for a reply are forgotten when the channel ends", SESSION + "Channel.java",
					"this.pushes.interruptSent(this.connection, how); if (crashed", "if (crashed"),
			new Mutation("The backoff starts anew as soon as a connection opens", SESSION + "Connection.java",
					"this.proven = false; this.owner.opened(this);",
					"this.proven = false; this.history.startOver(); this.owner.opened(this);"),
			new Mutation("A channel is left without telling the server", SESSION + "Channel.java",
					"send(new Frame(joinRef, leaveRef, this.topic, ReservedEvents.LEAVE, Payload.EMPTY)); become",
					"become"),
			new Mutation("A join that timed out is not left", SESSION + "Channel.java",
					"send(new Frame(joinRef, this.turn.nextRef(), this.topic, ReservedEvents.LEAVE, Payload.EMPTY)); error(",
					"error("),
			new Mutation("A leave that could not be queued is not sent again", SESSION + "Session.java",
					"open.leaves().add(frame);", ""),
			new Mutation("The join is sent twice", SESSION + "Channel.java",
					"send(new Frame(joinRef, joinRef, this.topic, ReservedEvents.JOIN, payload));",
					"send(new Frame(joinRef, joinRef, this.topic, ReservedEvents.JOIN, payload));"
							+ "send(new Frame(joinRef, joinRef, this.topic, ReservedEvents.JOIN, payload));"),
			new Mutation("A silent server is not noticed", SESSION + "Heartbeat.java", "this.dead.run();", ""),
			new Mutation("Only the answer to a heartbeat proves life", SESSION + "Connection.java",
					"this.lastHeard = this.turn.now(); open.heartbeat().heard();", "this.lastHeard = this.turn.now();"),
			new Mutation("No heartbeat goes out while frames come", SESSION + "Heartbeat.java",
					"this.turn.cancel(this.answerBy); this.answerBy = null;",
					"this.turn.cancel(this.answerBy); this.answerBy = null; this.turn.cancel(this.next);"
							+ "this.next = this.turn.after(this.turn.policy().heartbeat().interval(), this::beat);"),
			new Mutation("A deadline that is due now has to wait for the next one", SESSION + "Deadlines.java",
					"!this.heap.get(0).at.isAfter(now)", "this.heap.get(0).at.isBefore(now)"),
			new Mutation("An earlier deadline does not move the alarm", CLIENT + "SessionLoop.java",
					"this.alarm == null || next.isBefore(this.alarm)", "this.alarm == null"),
			new Mutation("Buffered pushes go out before the topic is joined", SESSION + "Channel.java",
					"else { this.pushes.keep(push); }",
					"else if (this.membership instanceof Membership.Joining joining) {"
							+ "this.pushes.send(push, connected(), joining.joinRef()); } else { this.pushes.keep(push); }"),
			new Mutation("A push begins its timeout anew when it is sent", SESSION + "PendingReplies.java",
					"this.turn.at(push.deadline(), () -> {",
					"this.turn.after(java.time.Duration.ofSeconds(10), () -> {"),
			new Mutation("A buffer of pushes has room for one more", SESSION + "PushBuffer.java",
					"this.pushes.size() >= policy.bufferSize()", "this.pushes.size() > policy.bufferSize()"),
			new Mutation("Pushes are sent again after a rejoin", SESSION + "PushBuffer.java",
					"Buffered buffered = this.pushes.removeFirst(); this.turn.cancel(buffered.deadline); sender",
					"Buffered buffered = this.pushes.removeFirst(); this.turn.cancel(buffered.deadline);"
							+ "sender.accept(buffered.push); sender"),
			new Mutation("A push that was answered with 'unmatched topic' does not heal the channel",
					SESSION + "Session.java", "channel.unmatched(ref);", ""),
			new Mutation("A join that can never be sent is tried for ever", SESSION + "Channel.java",
					"if (forGood && this.params == this.begunWith) {", "if (forGood && this.joins == null) {"),
			new Mutation("A join that the connection could not take is given up", CLIENT + "Wire.java",
					"or has too much to send already\", false);", "or has too much to send already\", true);"),
			new Mutation("A crashed channel is not joined again", SESSION + "Channel.java",
					"lostSince(this.turn.now()); error(how);", "lostSince(this.turn.now()); close(true);"),
			new Mutation("A topic is not joined again after a break", SESSION + "Channel.java",
					"lostSince(lastHeard); awaitTurn();", "lostSince(lastHeard); become(WAITING);"),
			new Mutation("An attempt to connect has no timeout", SESSION + "Connection.java",
					"private void connectTimedOut(ConnectionId id) {",
					"private void connectTimedOut(ConnectionId id) { if (this.everOpen) { return; }"),
			new Mutation("A connection that opens after its timeout is taken", SESSION + "Connection.java",
					"private void connectTimedOut(ConnectionId id) { this.turn.emit(new Effect.AbortTransport(id));",
					"private void connectTimedOut(ConnectionId id) {"),
			new Mutation("A closing handshake has no timeout", SESSION + "Connection.java",
					"private void closeTimedOut() {", "private void closeTimedOut() { if (this.everOpen) { return; }"),
			new Mutation("The end of an earlier connection ends the current one", SESSION + "Connection.java",
					"if (!this.link.isOf(id)) { return; }", ""),
			new Mutation("A place among the joins in flight is not given back", SESSION + "Channel.java",
					"if (wasInFlight && !next.isInFlight() && this.connection != null) {",
					"if (wasInFlight && next instanceof Membership.Joined && this.connection != null) {"),
			new Mutation("Diffs that come before the presence state are dropped", "presence/PresenceTracker.java",
					"holdBack(new HeldBack(diff, payload.json().length()));", ""),
			new Mutation("A presence state adds to what is known", "presence/PresenceTracker.java",
					"put(key, entry.only((meta) -> !refs.contains(meta.ref())), leaves);", ""),
			new Mutation("What is put off runs twice", CLIENT + "SessionLoop.java",
					"this.putOff = null; return putOff;",
					"if (putOff instanceof PutOff) { this.putOff = null; } return putOff;"),
			new Mutation("A client that does not read takes silence for death", CLIENT + "Wire.java",
					"this.loop.post(new Signal.ReadingPaused(this.id));", ""),
			new Mutation("Reading never goes on", CLIENT + "ChannelDispatcher.java",
					"this.queue.size() <= this.policy.queueCapacity() / 2", "this.queue.size() < 0"),
			new Mutation("Refused credentials are sent again", "client/ConnectSupplier.java",
					"code == 401 || code == 403", "code == 401"),
			new Mutation("A queue of messages is handled from its end", CLIENT + "SerialQueue.java",
					"private synchronized @Nullable E next() { E element = this.elements.pollFirst();",
					"private synchronized @Nullable E next() { E element = this.elements.pollLast();"),
			new Mutation("Attempts of connections are kept for ever", CLIENT + "EffectRunner.java",
					"this.wires.remove(closed.connection());", ""),
			new Mutation("The dispatcher of a topic that was left is kept", CLIENT + "EffectRunner.java",
					"this.dispatchers.release(closed.topic());", ""),
			new Mutation("More topics than allowed go on one connection", SESSION + "Connections.java",
					"connection.hasFailed() == failed && connection.channels().size() < this.limit",
					"connection.hasFailed() == failed && connection.channels().size() <= this.limit"));

	@Override
	public String toString() {
		return this.what;
	}

}
