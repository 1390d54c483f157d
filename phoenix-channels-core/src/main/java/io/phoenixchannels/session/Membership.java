package io.phoenixchannels.session;

import java.time.Instant;

import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.Deadlines.Deadline;
import io.phoenixchannels.session.Notice.FrameIgnored;
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
	 * Whether a reply is the answer to the join or leave that is under way.
	 */
	default boolean awaits(String ref) {
		return false;
	}

	/**
	 * Whether a message belongs to the current join. One without a join_ref, as most
	 * broadcasts are, belongs to any.
	 * @return null if it does, otherwise why it does not
	 */
	default FrameIgnored.@Nullable Why refuses(@Nullable String joinRef) {
		return (joinRef != null && !joinRef.equals(joinRef())) ? FrameIgnored.Why.STALE_JOIN
				: FrameIgnored.Why.NOT_JOINED;
	}

	/**
	 * Whether the server's end of a channel concerns the current join. Only one that
	 * carries its ref does: after a duplicate join, the server closes the old channel
	 * after it has confirmed the new one (recording {@code join_twice_same_topic}).
	 * @return null if it does, otherwise why it does not
	 */
	default FrameIgnored.@Nullable Why refusesEnd(@Nullable String joinRef) {
		String current = joinRef();
		return (current != null && current.equals(joinRef)) ? null : FrameIgnored.Why.STALE_JOIN;
	}

	/**
	 * Why a push cannot even wait for the join; null if it can.
	 */
	default @Nullable String refusesPushes() {
		return null;
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

		@Override
		public String refusesPushes() {
			return Session.NOT_JOINED;
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
		public boolean awaits(String ref) {
			return this.joinRef.equals(ref);
		}

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
		public FrameIgnored.@Nullable Why refuses(@Nullable String joinRef) {
			return (joinRef == null || joinRef.equals(this.joinRef)) ? null : FrameIgnored.Why.STALE_JOIN;
		}

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

	/**
	 * No further join is tried.
	 */
	record Rejected(String why) implements Membership {

		@Override
		public String refusesPushes() {
			return this.why;
		}

		@Override
		public ChannelState state() {
			return ChannelState.REJECTED;
		}

	}

	record Leaving(String joinRef, String leaveRef, Deadline timeout) implements Membership {

		@Override
		public boolean awaits(String ref) {
			return this.leaveRef.equals(ref);
		}

		@Override
		public String refusesPushes() {
			return Session.NOT_JOINED;
		}

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
