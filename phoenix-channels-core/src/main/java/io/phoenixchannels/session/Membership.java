package io.phoenixchannels.session;

import java.time.Instant;

import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Deadlines.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link Channel}, with the data that is valid in it only.
 */
sealed interface Membership {

	ChannelState state();

	/**
	 * The ref of the join that the server may know of; null if it knows of none.
	 */
	default @Nullable String joinRef() {
		return null;
	}

	/**
	 * Whether it takes one of the places of its connection's {@link JoinQueue}.
	 */
	default boolean isInFlight() {
		return false;
	}

	/**
	 * Takes back what was to happen in this state.
	 */
	default void release(Turn turn) {
	}

	record Closed() implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.CLOSED;
		}

	}

	record Waiting() implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.WAITING;
		}

	}

	/**
	 * The application was asked for the params of the join.
	 */
	record Preparing(long token, Deadline timeout) implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.JOINING;
		}

		@Override
		public boolean isInFlight() {
			return true;
		}

		@Override
		public void release(Turn turn) {
			turn.cancel(this.timeout);
		}

	}

	/**
	 * The join was sent.
	 */
	record Joining(String joinRef, Deadline timeout) implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.JOINING;
		}

		@Override
		public boolean isInFlight() {
			return true;
		}

		@Override
		public void release(Turn turn) {
			turn.cancel(this.timeout);
		}

	}

	record Joined(String joinRef, Reply reply, Instant at) implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.JOINED;
		}

	}

	record Errored(Deadline retry) implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.ERRORED;
		}

		@Override
		public void release(Turn turn) {
			turn.cancel(this.retry);
		}

	}

	record Rejected() implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.REJECTED;
		}

	}

	record Leaving(String joinRef, String leaveRef, Deadline timeout) implements Membership {

		@Override
		public ChannelState state() {
			return ChannelState.LEAVING;
		}

		@Override
		public void release(Turn turn) {
			turn.cancel(this.timeout);
		}

	}

}
