package io.phoenixchannels.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.protocol.JsonPayload;
import org.jspecify.annotations.Nullable;

/**
 * The pushes of one client: each ends once, in time, and as the wire says; and none is
 * sent twice, late, or after its end.
 */
final class UserPushes {

	private final World world;

	private final Profile profile;

	private final Map<Long, UserPush> waiting = new LinkedHashMap<>();

	private final Map<String, UserPush> byRef = new HashMap<>();

	private final Set<Long> ended = new HashSet<>();

	private long last;

	UserPushes(World world, Profile profile) {
		this.world = world;
		this.profile = profile;
	}

	/**
	 * Begins a push.
	 * @return its number, which is to be in its payload
	 */
	long begin(String topic, boolean expectsReply) {
		UserPush push = new UserPush(++this.last, topic, expectsReply, this.world.agenda().nanos());
		this.waiting.put(push.number, push);
		return push.number;
	}

	void sent(SimulatedConnection connection, ClientFrame frame, WireAccount.Join join, boolean taken) {
		UserPush push = this.waiting.get(frame.push());
		if (push == null) {
			this.world.violated("%s sends push %s, which has ended", connection, frame.push());
			return;
		}
		if (push.connection != null) {
			this.world.violated("%s sends push %s again", connection, frame.push());
		}
		if (this.world.agenda().nanos() - push.begun >= this.profile.pushTimeout().toNanos()) {
			this.world.violated("%s sends push %s after its deadline", connection, frame.push());
		}
		push.connection = connection;
		push.join = join;
		push.taken = taken;
		this.byRef.put(frame.ref(), push);
	}

	void replied(SimulatedConnection connection, ServerFrame frame) {
		UserPush push = this.byRef.get(frame.ref());
		if (push != null && push.connection == connection && push.reply == null) {
			push.reply = frame;
			push.repliedAt = this.world.agenda().nanos();
		}
	}

	void end(long number, @Nullable PhoenixReply reply, @Nullable Throwable failure) {
		UserPush push = this.waiting.remove(number);
		if (push == null || !this.ended.add(number)) {
			this.world.violated("push %s ends twice", number);
			return;
		}
		this.world.trace("push %s on %s ends: %s", number, push.topic, (failure != null) ? failure : reply);
		if (failure == null) {
			succeeded(push, reply);
		}
		else if (failure instanceof PushTimeoutException timeout) {
			this.world.saw(timeout.wasSent() ? Seen.PUSH_TIMED_OUT_SENT : Seen.PUSH_TIMED_OUT_UNSENT);
			require(push, "timed out", timeout.wasSent() == push.taken);
			require(push, "timed out",
					this.world.agenda().nanos() - push.begun >= this.profile.pushTimeout().toNanos());
		}
		else if (failure instanceof PushInterruptedException) {
			this.world.saw(Seen.PUSH_INTERRUPTED);
			SimulatedConnection connection = push.connection;
			WireAccount.Join join = push.join;
			require(push, "interrupted",
					push.taken && connection != null && join != null && (connection.hasEnded() || !join.isLive()));
		}
		else {
			this.world.saw(Seen.PUSH_REFUSED);
			require(push, "refused", !push.taken);
		}
	}

	private void succeeded(UserPush push, @Nullable PhoenixReply reply) {
		if (reply == null) {
			this.world.saw(Seen.SEND_DONE);
			require(push, "sent", push.taken && !push.expectsReply);
			return;
		}
		this.world.saw(Seen.PUSH_REPLIED);
		ServerFrame frame = push.reply;
		require(push, "replied", frame != null && frame.payload().endsWith("\"status\":\"" + reply.status() + "\"}")
				&& reply.response() instanceof JsonPayload json && frame.payload().contains(json.json()));
	}

	private void require(UserPush push, String outcome, boolean truth) {
		if (!truth) {
			this.world.violated("push %s on %s ends as '%s', which is not true: %s", push.number, push.topic, outcome,
					push);
		}
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/**
	 * Whether none waits for what will not come.
	 */
	void check() {
		long now = this.world.agenda().nanos();
		long slack = this.profile.slack() + this.profile.callbackDelay() * Agenda.MILLI;
		for (UserPush push : this.waiting.values()) {
			SimulatedConnection connection = push.connection;
			WireAccount.Join join = push.join;
			if (now - push.begun > this.profile.pushTimeout().toNanos() + slack) {
				this.world.violated("push %s on %s waits after its deadline", push.number, push.topic);
			}
			if (connection != null && connection.endedAt() >= 0 && now - connection.endedAt() > slack) {
				this.world.violated("push %s on %s waits though its connection is gone", push.number, push.topic);
			}
			if (join != null && join.endedAt() >= 0 && now - join.endedAt() > slack) {
				this.world.violated("push %s on %s waits though its channel is gone", push.number, push.topic);
			}
			if (push.reply != null && now - push.repliedAt > slack) {
				this.world.violated("push %s on %s waits though its reply came", push.number, push.topic);
			}
		}
	}

	private static final class UserPush {

		private final long number;

		private final String topic;

		private final boolean expectsReply;

		private final long begun;

		private @Nullable SimulatedConnection connection;

		private WireAccount.@Nullable Join join;

		private boolean taken;

		private @Nullable ServerFrame reply;

		private long repliedAt;

		private UserPush(long number, String topic, boolean expectsReply, long begun) {
			this.number = number;
			this.topic = topic;
			this.expectsReply = expectsReply;
			this.begun = begun;
		}

		@Override
		public String toString() {
			return (this.taken ? "sent on " : "not sent, tried on ") + this.connection + ", reply " + this.reply;
		}

	}

}
