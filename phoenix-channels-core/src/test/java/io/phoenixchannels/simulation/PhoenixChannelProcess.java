package io.phoenixchannels.simulation;

import org.jspecify.annotations.Nullable;

/**
 * The process of one channel: takes one message at a time, beside its socket.
 */
final class PhoenixChannelProcess {

	private final PhoenixSocket socket;

	private final SimulatedPhoenix phoenix;

	private final World world;

	private final String topic;

	private final String joinRef;

	private @Nullable String presenceRef;

	private long busyUntil;

	private boolean leaving;

	private boolean alive = true;

	private boolean stateSent;

	PhoenixChannelProcess(PhoenixSocket socket, String topic, String joinRef) {
		this.socket = socket;
		this.phoenix = socket.phoenix();
		this.world = this.phoenix.world();
		this.topic = topic;
		this.joinRef = joinRef;
	}

	String joinRef() {
		return this.joinRef;
	}

	boolean isLeaving() {
		return this.leaving;
	}

	boolean hasSentState() {
		return this.stateSent;
	}

	private void later(long millis, Runnable action) {
		this.world.agenda().after(millis, () -> {
			if (this.alive) {
				action.run();
			}
		});
	}

	/**
	 * Tracks its client, whose own diff it gets before the state.
	 */
	void joined() {
		Chance chance = this.phoenix.chance();
		later(chance.below(30), () -> {
			this.presenceRef = this.phoenix.track(this.topic, this.socket.connection().client().key(), null);
			String state = this.phoenix.presenceState(this.topic);
			// Diffs go past the channel, and may overtake the state.
			later(chance.below(30), () -> {
				this.stateSent = true;
				this.socket.send(new ServerFrame(this.joinRef, null, this.topic, "presence_state", state, 0));
			});
		});
	}

	void updatePresence() {
		if (this.presenceRef != null && this.alive) {
			this.world.saw(Seen.PRESENCE_UPDATED);
			this.presenceRef = this.phoenix.track(this.topic, this.socket.connection().client().key(),
					this.presenceRef);
		}
	}

	void leave(ClientFrame frame) {
		if (this.leaving) {
			// A second leave may be answered or not.
			return;
		}
		this.leaving = true;
		later(this.phoenix.chance().below(40), () -> {
			this.world.saw(Seen.LEFT);
			this.socket.channels().remove(this.topic, this);
			this.socket.send(ServerFrame.reply(this.joinRef, frame.ref(), this.topic, "ok", "{}"));
			this.socket.send(ServerFrame.end(this.joinRef, this.topic, false));
			end();
		});
	}

	/**
	 * Another join of the topic was confirmed.
	 */
	void replaced() {
		if (this.leaving) {
			this.world.saw(Seen.LEAVE_REPLY_LOST);
		}
		this.socket.send(ServerFrame.end(this.joinRef, this.topic, false));
		end();
	}

	void receive(ClientFrame frame) {
		if (this.leaving) {
			return;
		}
		Chance chance = this.phoenix.chance();
		long millis = chance.oneIn(this.phoenix.isTroubled() ? 15 : Integer.MAX_VALUE) ? chance.of(500, 4000, 12_000)
				: chance.below(10);
		this.busyUntil = Math.max(this.busyUntil, this.world.agenda().nanos()) + millis * Agenda.MILLI;
		if (!this.phoenix.isTroubled()) {
			this.busyUntil = this.world.agenda().nanos();
		}
		this.world.agenda().at(this.busyUntil, () -> {
			if (this.alive && !this.leaving) {
				handle(frame);
			}
			else {
				this.world.saw(Seen.PUSH_LOST_IN_CRASH);
			}
		});
	}

	private void handle(ClientFrame frame) {
		String response = "{\"push\":" + frame.push() + "}";
		if (!this.phoenix.isTroubled()) {
			reply(frame, "ok", response);
			return;
		}
		switch (this.phoenix.chance().below(24)) {
			case 0 -> crash();
			case 1 -> stop();
			case 2, 3 -> this.world.saw(Seen.REPLY_NONE);
			case 4 -> {
				this.world.saw(Seen.REPLY_TWICE);
				reply(frame, "ok", response);
				reply(frame, "error", response);
			}
			case 5 -> {
				this.world.saw(Seen.REPLY_CUSTOM);
				reply(frame, "wait", response);
			}
			case 6 -> {
				this.world.saw(Seen.REPLY_LATE);
				later(this.phoenix.chance().of(100, 5000, 12_000), () -> reply(frame, "ok", response));
			}
			case 7, 8 -> {
				this.world.saw(Seen.REPLY_ERROR);
				reply(frame, "error", response);
			}
			default -> {
				this.world.saw(Seen.REPLY_OK);
				reply(frame, "ok", response);
			}
		}
	}

	private void reply(ClientFrame frame, String status, String response) {
		this.socket.send(ServerFrame.reply(this.joinRef, frame.ref(), this.topic, status, response));
	}

	void crash() {
		if (this.alive && this.socket.channels().remove(this.topic, this)) {
			this.world.saw(Seen.CHANNEL_CRASHED);
			this.socket.send(ServerFrame.end(this.joinRef, this.topic, true));
			end();
		}
	}

	void stop() {
		if (this.alive && this.socket.channels().remove(this.topic, this)) {
			this.world.saw(Seen.CHANNEL_CLOSED);
			this.socket.send(ServerFrame.end(this.joinRef, this.topic, false));
			end();
		}
	}

	/**
	 * Ends without a word.
	 */
	void vanish() {
		if (this.alive && this.socket.channels().remove(this.topic, this)) {
			this.world.saw(Seen.CHANNEL_LOST);
			this.world.trace("server loses %s of %s", this.topic, this.socket.connection());
			this.socket.connection().client().account().lostSilently(this.joinRef);
			end();
		}
	}

	void end() {
		this.alive = false;
		if (this.presenceRef != null) {
			this.phoenix.untrack(this.topic, this.presenceRef);
			this.presenceRef = null;
		}
	}

}
