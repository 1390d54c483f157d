package io.phoenixchannels.session;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Something that the session wants done. Effects are to be performed in their order,
 * before those of the next input.
 */
public sealed interface Effect {

	void performOn(Performer performer);

	/**
	 * Ask for credentials, then open a WebSocket.
	 *
	 * @param attempt failed attempts in a row before this one
	 * @param lastDisconnect why the last attempt or connection ended; null if there was
	 * none
	 */
	record OpenTransport(ConnectionId connection, int attempt,
			@Nullable DisconnectReason lastDisconnect) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.openTransport(this);
		}

	}

	/**
	 * Close after what was sent before.
	 */
	record CloseTransport(ConnectionId connection, CloseStatus status) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.closeTransport(this);
		}

	}

	/**
	 * End the connection, or the attempt to open it, without waiting for anybody.
	 */
	record AbortTransport(ConnectionId connection) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.abortTransport(this);
		}

	}

	/**
	 * Send a frame. If it cannot be queued, that is told by {@link Signal.FrameRefused}.
	 *
	 * @param onSent an operation that ends, by {@link Outcome.Done} or
	 * {@link Outcome.Refused}, with whether the frame could be queued; null for none
	 */
	record SendFrame(ConnectionId connection, Frame frame, @Nullable OperationId onSent) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.sendFrame(this);
		}

	}

	/**
	 * Ask the application for the params of a join.
	 *
	 * @param source who is to be asked
	 * @param token to be given back with the answer
	 * @param rejoin whether the topic had been joined before
	 * @param lastRejection the reply to the last join if it was rejected
	 */
	record RequestJoinParams(String topic, Object source, long token, boolean rejoin,
			@Nullable Reply lastRejection) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.requestJoinParams(this);
		}

	}

	/**
	 * Give a message to the handlers of its topic.
	 */
	record DeliverMessage(ConnectionId connection, Frame frame) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.deliverMessage(this);
		}

	}

	record ResolveOperation(OperationId operation, Outcome outcome) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.resolveOperation(this);
		}

	}

	record Announce(Notice notice) implements Effect {

		@Override
		public void performOn(Performer performer) {
			performer.announce(this.notice);
		}

	}

	/**
	 * Does what effects ask for. None of its methods blocks, runs code of the
	 * application, or calls the session.
	 */
	interface Performer {

		void openTransport(OpenTransport effect);

		void closeTransport(CloseTransport effect);

		void abortTransport(AbortTransport effect);

		void sendFrame(SendFrame effect);

		void requestJoinParams(RequestJoinParams effect);

		void deliverMessage(DeliverMessage effect);

		void resolveOperation(ResolveOperation effect);

		void announce(Notice notice);

	}

}
