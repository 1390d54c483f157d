package io.phoenixchannels.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

import io.phoenixchannels.client.Reading;
import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * One connection, or an attempt at one: both directions, and the client's end of it. Each
 * direction keeps the order of what it carries, and can be slow, or dead without anybody
 * being told.
 */
final class SimulatedConnection implements TransportConnection {

	private static final long CLOSE_TIMEOUT = 2000;

	enum State {

		CONNECTING, OPEN, CLOSING, ENDED

	}

	private final World world;

	private final SimulatedClient client;

	private final String name;

	private final int number;

	private final TransportListener listener;

	private final Direction toServer = new Direction();

	private final Direction toClient = new Direction();

	private State state = State.CONNECTING;

	private @Nullable PhoenixSocket socket;

	private boolean refusesMessages;

	private final long startedAt;

	private long openedAt = -1;

	private long endedAt = -1;

	private boolean calling;

	private @Nullable Runnable end;

	/** Null if nothing can hold its reading up. */
	private final @Nullable Reader reader;

	/** What came while reading was held up. */
	private final Deque<Runnable> unread = new ArrayDeque<>();

	/**
	 * Creates an attempt.
	 * @param number of the client's connection
	 * @param attempt of this client
	 */
	SimulatedConnection(World world, SimulatedClient client, int number, int attempt, TransportListener listener) {
		this.world = world;
		this.client = client;
		this.number = number;
		this.name = client.key() + "/" + number + "." + attempt;
		this.listener = listener;
		this.startedAt = world.agenda().nanos();
		this.reader = client.pauses()
				? new Reader(() -> Reading.isPaused(listener), () -> world.agenda().after(0, this::goOnReading)) : null;
	}

	SimulatedClient client() {
		return this.client;
	}

	int number() {
		return this.number;
	}

	State state() {
		return this.state;
	}

	boolean isOpen() {
		return this.state == State.OPEN;
	}

	/**
	 * Whether it is of no more use to its client.
	 */
	boolean hasEnded() {
		return this.state == State.ENDED || this.state == State.CLOSING;
	}

	long startedAt() {
		return this.startedAt;
	}

	long openedAt() {
		return this.openedAt;
	}

	long endedAt() {
		return this.endedAt;
	}

	@Nullable PhoenixSocket socket() {
		return this.socket;
	}

	void reached(PhoenixSocket socket) {
		this.socket = socket;
		if (this.state == State.ENDED) {
			// It was given up meanwhile.
			this.toServer.carry(socket::end);
		}
	}

	// What happens to the network

	void stall(long millis) {
		this.toServer.stall(millis);
		this.toClient.stall(millis);
	}

	void refuseMessages(boolean refuse) {
		this.refusesMessages = refuse;
	}

	void killToServer() {
		this.toServer.dead = true;
	}

	void killToClient() {
		this.toClient.dead = true;
	}

	/**
	 * Both ends learn that the connection broke.
	 */
	void cut(@Nullable String error) {
		PhoenixSocket reached = this.socket;
		if (reached != null) {
			this.toServer.carry(reached::end);
		}
		this.toClient.carry(() -> {
			if (error != null) {
				fail(new TransportException(error));
			}
			else {
				close(1006);
			}
		});
	}

	// What the server does

	void deliver(ServerFrame frame) {
		ServerFrame seen = this.client.isVersion1() ? frame.inVersion1() : frame;
		this.toClient.carry(() -> {
			if (isOpen() || this.state == State.CLOSING) {
				this.world.trace("%s > %s", this.name, frame);
				this.client.account().received(this, seen);
				read(frame.encode(this.client.isVersion1()));
			}
		});
	}

	void deliverMalformed(WireMessage message) {
		this.toClient.carry(() -> {
			if (isOpen()) {
				this.client.account().heard(this);
				read(message);
			}
		});
	}

	void closedByServer(int code) {
		this.toClient.carry(() -> close(code));
	}

	// What the client hears

	void open(long delayMillis) {
		this.toClient.stall(delayMillis);
		this.toClient.carry(() -> {
			if (this.state == State.CONNECTING) {
				this.world.trace("%s is open", this.name);
				this.world.saw(Seen.CONNECTED);
				this.state = State.OPEN;
				this.openedAt = this.world.agenda().nanos();
				this.client.account().opened(this);
				call(this.listener::opened);
			}
		});
	}

	void refuse(TransportException failure) {
		this.toClient.carry(() -> fail(failure));
	}

	void fail(TransportException failure) {
		if (this.state == State.CLOSING) {
			close(1006);
		}
		else if (this.state != State.ENDED) {
			this.world.trace("%s failed: %s", this.name, failure.getMessage());
			ended(() -> this.listener.failed(failure));
		}
	}

	private void close(int code) {
		if (this.state != State.ENDED) {
			this.world.trace("%s is closed with %s", this.name, code);
			ended(() -> this.listener.closed(new CloseStatus(code, "")));
		}
	}

	private void ended(Runnable tell) {
		this.client.account().ended(this, this.state == State.OPEN);
		this.state = State.ENDED;
		if (this.endedAt < 0) {
			this.endedAt = this.world.agenda().nanos();
		}
		call(tell);
	}

	/**
	 * Calls the listener, never twice at a time.
	 */
	private void call(Runnable call) {
		if (this.calling) {
			this.end = call;
			return;
		}
		this.calling = true;
		call.run();
		called();
	}

	private void called() {
		this.calling = false;
		Runnable last = this.end;
		if (last != null) {
			this.end = null;
			call(last);
		}
	}

	private void read(WireMessage message) {
		if (this.reader == null) {
			call(() -> this.listener.received(message, false));
			return;
		}
		this.calling = true;
		if (this.reader.call(() -> this.listener.received(message, false))) {
			called();
		}
		else {
			this.world.trace("%s is not read", this.name);
			this.world.saw(Seen.READING_PAUSED);
			this.world.held(this.reader);
			this.client.account().readingPaused(this, true);
		}
	}

	private void goOnReading() {
		this.world.trace("%s is read again", this.name);
		this.world.saw(isOpen() ? Seen.READING_RESUMED : Seen.READING_ENDED);
		this.client.account().readingPaused(this, false);
		called();
		while (!this.calling && !this.unread.isEmpty()) {
			this.unread.removeFirst().run();
		}
	}

	/**
	 * Whether there is something that its client does not read at the moment.
	 */
	boolean isUnread() {
		return this.reader != null && (this.reader.isHeld() || !this.unread.isEmpty());
	}

	private void comes(Runnable action) {
		if (isUnread()) {
			this.world.saw(Seen.SERVER_HELD_UP);
			this.unread.addLast(action);
		}
		else {
			action.run();
		}
	}

	// What the client does

	@Override
	public boolean send(WireMessage message) {
		ClientFrame frame = ClientFrame.read(message);
		boolean taken = isOpen() && !this.refusesMessages;
		this.world.trace("%s < %s%s", this.name, frame, taken ? "" : " (not taken)");
		this.client.account().sent(this, frame, taken);
		if (!taken) {
			this.world.saw(Seen.SEND_REFUSED);
			return false;
		}
		this.toServer.carry(() -> {
			PhoenixSocket reached = this.socket;
			if (reached != null) {
				reached.receive(frame);
			}
		});
		return true;
	}

	@Override
	public void close(CloseStatus status) {
		if (this.state == State.CONNECTING) {
			abandon();
			close(1006);
		}
		else if (isOpen()) {
			this.world.trace("%s < close %s", this.name, status);
			this.client.account().ended(this, false);
			this.state = State.CLOSING;
			this.endedAt = this.world.agenda().nanos();
			this.toServer.carry(() -> {
				PhoenixSocket reached = this.socket;
				if (reached != null) {
					reached.end();
				}
				this.toClient.carry(() -> {
					this.world.saw(Seen.CLOSE_ANSWERED);
					close(1000);
				});
			});
			this.world.agenda().after(CLOSE_TIMEOUT, () -> {
				if (this.state == State.CLOSING) {
					this.world.saw(Seen.CLOSE_UNANSWERED);
					close(1006);
				}
			});
		}
	}

	@Override
	public void abort() {
		if (this.state != State.ENDED) {
			this.world.trace("%s is aborted", this.name);
			this.world.saw(Seen.ABORTED);
			this.client.account().aborted(this);
			abandon();
			close(1006);
		}
	}

	private void abandon() {
		PhoenixSocket reached = this.socket;
		if (reached != null) {
			this.toServer.carry(reached::end);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	private final class Direction {

		private boolean dead;

		private long last;

		private void stall(long millis) {
			this.last = Math.max(this.last, SimulatedConnection.this.world.agenda().nanos() + millis * Agenda.MILLI);
		}

		private void carry(Runnable action) {
			Agenda agenda = SimulatedConnection.this.world.agenda();
			long latency = SimulatedConnection.this.client.network().latency() * Agenda.MILLI;
			this.last = Math.max(this.last, agenda.nanos() + latency);
			agenda.at(this.last, () -> {
				if (!this.dead && this == SimulatedConnection.this.toClient) {
					comes(action);
				}
				else if (!this.dead) {
					action.run();
				}
			});
		}

	}

}
