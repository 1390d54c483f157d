package io.phoenixchannels.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The server's end of one connection: Phoenix' transport process, which takes one frame
 * at a time, waits while a channel joins, and closes what has sent nothing for a minute.
 */
final class PhoenixSocket {

	private static final long IDLE_TIMEOUT = 60_000 * Agenda.MILLI;

	private static final long NOT_FOR_THIS_JOIN = 1_000_000_000;

	private final SimulatedPhoenix phoenix;

	private final World world;

	private final SimulatedConnection connection;

	private final Map<String, PhoenixChannelProcess> channels = new LinkedHashMap<>();

	private final Queue<ClientFrame> inbox = new ArrayDeque<>();

	private final List<ServerFrame> history = new ArrayList<>();

	private long lastFromClient;

	private boolean joining;

	private boolean open = true;

	PhoenixSocket(SimulatedPhoenix phoenix, SimulatedConnection connection) {
		this.phoenix = phoenix;
		this.world = phoenix.world();
		this.connection = connection;
		this.lastFromClient = this.world.agenda().nanos();
		awaitIdleness();
	}

	SimulatedPhoenix phoenix() {
		return this.phoenix;
	}

	SimulatedConnection connection() {
		return this.connection;
	}

	Map<String, PhoenixChannelProcess> channels() {
		return this.channels;
	}

	boolean isOpen() {
		return this.open;
	}

	private void awaitIdleness() {
		this.world.agenda().at(this.lastFromClient + IDLE_TIMEOUT, () -> {
			if (this.open && this.world.agenda().nanos() - this.lastFromClient >= IDLE_TIMEOUT) {
				this.world.saw(Seen.IDLE_CLOSE);
				close(this.phoenix.chance().of(1000, 1002));
			}
			else if (this.open) {
				awaitIdleness();
			}
		});
	}

	void receive(ClientFrame frame) {
		if (!this.open) {
			return;
		}
		this.lastFromClient = this.world.agenda().nanos();
		if (this.joining) {
			this.world.saw(Seen.FRAME_BEHIND_SLOW_JOIN);
			this.inbox.add(frame);
		}
		else {
			take(frame);
		}
	}

	private void take(ClientFrame frame) {
		PhoenixChannelProcess channel = this.channels.get(frame.topic());
		if (frame.isHeartbeat()) {
			this.world.saw(Seen.HEARTBEAT_ANSWERED);
			send(ServerFrame.reply(null, frame.ref(), "phoenix", "ok", "{}"));
		}
		else if (frame.event().equals(ClientFrame.JOIN)) {
			join(frame);
		}
		else if (channel == null) {
			if (frame.event().equals(ClientFrame.LEAVE)) {
				this.world.saw(Seen.LEFT_UNJOINED);
				send(ServerFrame.reply(frame.joinRef(), frame.ref(), frame.topic(), "ok", "{}"));
			}
			else {
				this.world.saw(Seen.UNMATCHED_PUSH);
				send(ServerFrame.unmatched(frame));
			}
		}
		else if (!channel.joinRef().equals(frame.joinRef())) {
			this.world.saw(Seen.STALE_FRAME_DROPPED);
		}
		else if (frame.event().equals(ClientFrame.LEAVE)) {
			channel.leave(frame);
		}
		else {
			channel.receive(frame);
		}
	}

	private void join(ClientFrame frame) {
		Chance chance = this.phoenix.chance();
		if (this.phoenix.isTroubled() && chance.oneIn(12)) {
			this.world.saw(Seen.JOIN_SLOW);
			this.joining = true;
			this.world.agenda().after(chance.of(500, 3000, 9000, 15_000), () -> {
				this.joining = false;
				if (this.open) {
					finishJoin(frame);
				}
				while (this.open && !this.joining && !this.inbox.isEmpty()) {
					take(this.inbox.remove());
				}
			});
		}
		else {
			finishJoin(frame);
		}
	}

	private void finishJoin(ClientFrame frame) {
		PhoenixChannelProcess old = this.channels.get(frame.topic());
		this.world.trace("server joins %s as %s on %s", frame.topic(), frame.ref(), this.connection);
		if (old != null && !old.isLeaving() && this.connection.client().account().mayNotJoinTwice(this.connection)) {
			this.world.violated("%s joined %s again, as %s, while its join %s lives", this.connection, frame.topic(),
					frame.ref(), old.joinRef());
		}
		if (old == null && this.channels.size() >= this.phoenix.channelLimit()) {
			this.world.saw(Seen.TOO_MANY_CHANNELS);
			reject(frame, "too many channels joined");
			return;
		}
		if (this.phoenix.isTroubled() && rejects(frame)) {
			return;
		}
		if (this.phoenix.isTroubled() && this.phoenix.chance().oneIn(60)) {
			// Between server and client is more than a wire.
			this.world.saw(Seen.JOIN_LOST);
			return;
		}
		PhoenixChannelProcess channel = new PhoenixChannelProcess(this, frame.topic(), frame.ref());
		this.channels.put(frame.topic(), channel);
		this.world.saw(Seen.JOIN_CONFIRMED);
		send(ServerFrame.reply(frame.joinRef(), frame.ref(), frame.topic(), "ok", "{}"));
		if (old != null) {
			this.world.saw(Seen.REPLY_BEFORE_OLD_CLOSE);
			old.replaced();
		}
		channel.joined();
	}

	private boolean rejects(ClientFrame frame) {
		switch (this.phoenix.chance().below(60)) {
			case 0, 1, 2 -> {
				this.world.saw(Seen.JOIN_REJECTED);
				reject(frame, "busy");
			}
			case 3 -> {
				this.world.saw(Seen.JOIN_UNAUTHORIZED);
				reject(frame, "unauthorized");
			}
			case 4 -> {
				this.world.saw(Seen.JOIN_UNMATCHED);
				send(ServerFrame.unmatched(frame));
			}
			case 5 -> {
				this.world.saw(Seen.JOIN_CRASHED);
				reject(frame, "join crashed");
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private void reject(ClientFrame frame, String reason) {
		send(ServerFrame.reply(frame.joinRef(), frame.ref(), frame.topic(), "error",
				"{\"reason\":\"" + reason + "\"}"));
	}

	void send(ServerFrame frame) {
		if (this.open) {
			if (this.history.size() < 200) {
				this.history.add(frame);
			}
			this.connection.deliver(frame);
		}
	}

	/**
	 * Sends something again, or something that belongs to another join, or to none.
	 */
	void makeNoise() {
		if (!this.open || this.history.isEmpty()) {
			return;
		}
		Chance chance = this.phoenix.chance();
		ServerFrame old = chance.pick(this.history);
		PhoenixChannelProcess channel = this.channels.get(old.topic());
		boolean current = channel != null && channel.joinRef().equals(old.joinRef());
		switch (chance.below(4)) {
			case 0 -> this.connection.deliver(ServerFrame.reply(old.joinRef(), "0", old.topic(), "ok", "{}"));
			case 1 -> this.connection.deliver(new ServerFrame(null, null, "room:nobody", "news", "{}", 0));
			case 2 -> this.connection.deliver(
					this.connection.client().isVersion1() ? new ServerFrame(null, null, old.topic(), "noise", "{}", 0)
							: ServerFrame.news("0", old.topic(), NOT_FOR_THIS_JOIN));
			default -> {
				if (!current && old.joinRef() != null) {
					this.connection.deliver(ServerFrame.end(old.joinRef(), old.topic(), chance.nextBoolean()));
				}
				else {
					this.connection.deliver(ServerFrame.end("0", old.topic(), chance.nextBoolean()));
				}
			}
		}
		this.world.saw(Seen.NOISE);
	}

	/**
	 * Ends the connection.
	 * @param code 1006 for no close frame at all
	 */
	void close(int code) {
		if (this.open) {
			this.world.trace("server closes %s with %s", this.connection, code);
			end();
			this.connection.closedByServer(code);
		}
	}

	/**
	 * The client is gone, and the server knows.
	 */
	void end() {
		if (this.open) {
			this.open = false;
			this.phoenix.gone(this);
			List<PhoenixChannelProcess> all = List.copyOf(this.channels.values());
			this.channels.clear();
			all.forEach(PhoenixChannelProcess::end);
		}
	}

}
