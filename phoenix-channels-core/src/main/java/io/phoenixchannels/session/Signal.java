package io.phoenixchannels.session;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What happened outside. Signals of an attempt that is no longer the current one of its
 * connection are ignored.
 */
public sealed interface Signal extends Input {

	/**
	 * The time of {@link Session#nextDeadline()} has come, or a later one.
	 */
	record DeadlineReached() implements Signal {

		@Override
		public void applyTo(Session session) {
			session.deadlineReached();
		}

	}

	record TransportOpened(ConnectionId connection) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.transportOpened(this.connection);
		}

	}

	record TransportClosed(ConnectionId connection, CloseStatus status) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.transportLost(this.connection, DisconnectReason.closed(this.status));
		}

	}

	/**
	 * The connection could not be opened, or broke.
	 *
	 * @param problem for people, free of secrets
	 * @param httpStatus with which the handshake was refused; null if it was not
	 */
	record TransportFailed(ConnectionId connection, String problem, @Nullable Integer httpStatus) implements Signal {

		@Override
		public void applyTo(Session session) {
			DisconnectReason.Kind kind = (this.httpStatus != null) ? DisconnectReason.Kind.REFUSED
					: DisconnectReason.Kind.FAILED;
			session.transportLost(this.connection, new DisconnectReason(kind, this.httpStatus, this.problem));
		}

	}

	/**
	 * The application could not give what the attempt needs.
	 *
	 * @param problem for people, free of secrets
	 */
	record CredentialsFailed(ConnectionId connection, String problem) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.transportLost(this.connection,
					new DisconnectReason(DisconnectReason.Kind.CREDENTIALS_FAILED, null, this.problem));
		}

	}

	record FrameReceived(ConnectionId connection, Frame frame) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.frameReceived(this.connection, this.frame);
		}

	}

	/**
	 * A message came that is no frame.
	 */
	record FrameRejected(ConnectionId connection, String problem) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.frameRejected(this.connection, this.problem);
		}

	}

	/**
	 * A frame of {@link Effect.SendFrame} was not sent, and will not be.
	 *
	 * @param forGood whether it never can be, as the codec cannot write it; if not, the
	 * connection could not take it now
	 */
	record FrameRefused(ConnectionId connection, Frame frame, String problem, boolean forGood) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.frameRefused(this);
		}

	}

	/**
	 * The client itself stopped reading, so that silence proves nothing.
	 */
	record ReadingPaused(ConnectionId connection) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.readingPaused(this.connection, true);
		}

	}

	record ReadingResumed(ConnectionId connection) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.readingPaused(this.connection, false);
		}

	}

	/**
	 * The answer to {@link Effect.RequestJoinParams}.
	 */
	record JoinParamsSupplied(String topic, long token, Payload params) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.joinParamsSupplied(this.topic, this.token, this.params);
		}

	}

	/**
	 * The application could not give the params of a join.
	 *
	 * @param forGood whether it gave what cannot be written; if not, it may do better
	 * next time
	 */
	record JoinParamsFailed(String topic, long token, String problem, boolean forGood) implements Signal {

		@Override
		public void applyTo(Session session) {
			session.joinParamsFailed(this);
		}

	}

}
