package io.phoenixchannels.session;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.session.Command.PushMessage;
import org.jspecify.annotations.Nullable;

/**
 * The pushes of one channel: those that wait for it to be joined, and those that were
 * sent on its connection. Each is sent at most once, and never after its deadline.
 */
final class ChannelPushes {

	private final String topic;

	private final Turn turn;

	private final PushBuffer waiting;

	ChannelPushes(String topic, Turn turn) {
		this.topic = topic;
		this.turn = turn;
		this.waiting = new PushBuffer(turn);
	}

	/**
	 * Sends a push on a joined channel.
	 */
	void send(PushMessage push, Connection connection, String joinRef) {
		if (!push.deadline().isAfter(this.turn.now())) {
			this.turn.resolve(push.operation(), new Outcome.TimedOut(false));
			return;
		}
		String ref = this.turn.nextRef();
		if (push.expectsReply()) {
			connection.replies().add(ref, push);
		}
		connection.send(new Frame(joinRef, ref, this.topic, push.event(), push.payload()),
				push.expectsReply() ? null : push.operation());
	}

	/**
	 * Keeps a push until the channel is joined.
	 */
	void keep(PushMessage push) {
		this.waiting.add(push);
	}

	void sendKept(Connection connection, String joinRef) {
		this.waiting.drainTo((push) -> send(push, connection, joinRef));
	}

	int kept() {
		return this.waiting.size();
	}

	/**
	 * Fails what is kept: the channel will not be joined.
	 */
	void refuseKept(String why) {
		this.waiting.refuseAll(why);
	}

	/**
	 * Ends what was sent and not answered: no reply can come any more.
	 */
	void interruptSent(@Nullable Connection connection, String why) {
		if (connection != null) {
			connection.replies().interrupt(this.topic, why);
		}
	}

	/**
	 * Ends what was sent before a push to which the server replied that there is no such
	 * channel. Later ones get the same answer.
	 */
	void interruptSentBefore(String ref, Connection connection, String why) {
		connection.replies().interruptBefore(ref, this.topic, why);
	}

}
