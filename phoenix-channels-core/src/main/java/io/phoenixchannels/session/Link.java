package io.phoenixchannels.session;

import java.time.Instant;

import io.phoenixchannels.session.Deadlines.Deadline;

/**
 * The state of a {@link Connection}, with the data that is valid in it only.
 */
sealed interface Link {

	ConnectionState state();

	/**
	 * Takes back what was to happen in this state.
	 */
	default void release(Turn turn) {
	}

	/**
	 * Whether signals of an attempt concern this state.
	 */
	default boolean isOf(ConnectionId id) {
		return false;
	}

	record Idle() implements Link {

		@Override
		public ConnectionState state() {
			return ConnectionState.IDLE;
		}

	}

	record Connecting(ConnectionId id, Deadline timeout) implements Link {

		@Override
		public ConnectionState state() {
			return ConnectionState.CONNECTING;
		}

		@Override
		public void release(Turn turn) {
			turn.cancel(this.timeout);
		}

		@Override
		public boolean isOf(ConnectionId id) {
			return this.id.equals(id);
		}

	}

	record Open(ConnectionId id, Instant openedAt, Heartbeat heartbeat, UnsentLeaves leaves) implements Link {

		@Override
		public ConnectionState state() {
			return ConnectionState.OPEN;
		}

		@Override
		public void release(Turn turn) {
			this.heartbeat.stop();
			this.leaves.stop();
		}

		@Override
		public boolean isOf(ConnectionId id) {
			return this.id.equals(id);
		}

	}

	record Waiting(Deadline retry) implements Link {

		@Override
		public ConnectionState state() {
			return ConnectionState.WAITING;
		}

		@Override
		public void release(Turn turn) {
			turn.cancel(this.retry);
		}

	}

	record Closing(ConnectionId id, Deadline timeout) implements Link {

		@Override
		public ConnectionState state() {
			return ConnectionState.CLOSING;
		}

		@Override
		public void release(Turn turn) {
			turn.cancel(this.timeout);
		}

		@Override
		public boolean isOf(ConnectionId id) {
			return this.id.equals(id);
		}

	}

	record Failed() implements Link {

		@Override
		public ConnectionState state() {
			return ConnectionState.FAILED;
		}

	}

}
