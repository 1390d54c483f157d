package io.phoenixchannels.session;

import java.time.Instant;

import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks for.
 */
public sealed interface Command extends Input {

	/**
	 * What is resolved when it is done; null if nothing is.
	 */
	@Nullable OperationId operation();

	/**
	 * Connect, and join all wanted topics. Resolved when the first connection is open.
	 */
	record Connect(OperationId operation) implements Command {

		@Override
		public void applyTo(Session session) {
			session.connect(this);
		}

	}

	/**
	 * Leave everything and close all connections; topics stay wanted. Resolved when all
	 * are closed.
	 */
	record Disconnect(OperationId operation) implements Command {

		@Override
		public void applyTo(Session session) {
			session.disconnect(this);
		}

	}

	/**
	 * Replace all connections by new ones.
	 */
	record Reconnect() implements Command {

		@Override
		public @Nullable OperationId operation() {
			return null;
		}

		@Override
		public void applyTo(Session session) {
			session.reconnect();
		}

	}

	/**
	 * Want a topic. Resolved when it is joined, rejected for good, or no longer wanted.
	 *
	 * @param params how to come by the params of each join; null to keep those of before
	 */
	record JoinChannel(OperationId operation, String topic, @Nullable JoinParams params) implements Command {

		@Override
		public void applyTo(Session session) {
			session.join(this);
		}

	}

	/**
	 * No longer want a topic. Resolved when the server has confirmed, or no longer can.
	 */
	record LeaveChannel(OperationId operation, String topic) implements Command {

		@Override
		public void applyTo(Session session) {
			session.leave(this);
		}

	}

	/**
	 * Push a message.
	 *
	 * @param deadline until when it may be sent and answered
	 * @param expectsReply whether it is resolved by the reply, or by having been sent
	 */
	record PushMessage(OperationId operation, String topic, String event, Payload payload, Instant deadline,
			boolean expectsReply) implements Command {

		@Override
		public void applyTo(Session session) {
			session.push(this);
		}

	}

}
