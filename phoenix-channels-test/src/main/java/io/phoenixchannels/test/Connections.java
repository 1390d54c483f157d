package io.phoenixchannels.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.phoenixchannels.test.server.Application.FrameKind;
import io.phoenixchannels.test.server.Application.Tap;
import io.phoenixchannels.test.server.UpgradeRequest;
import io.phoenixchannels.test.server.WebSocketConnection;
import io.phoenixchannels.test.socket.ChannelModule;
import io.phoenixchannels.test.socket.SocketProcess;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected, who tried to, and what passed.
 */
final class Connections {

	/** A server may run for days, with clients that come back all the time. */
	static final int HANDSHAKES = 1000;

	private final Deque<HandshakeRequest> handshakes = new ArrayDeque<>();

	private final Map<SocketProcess, ServerConnection> open = new ConcurrentHashMap<>();

	private final AtomicLong opened = new AtomicLong();

	private final Object changed = new Object();

	private final FrameLog log;

	private final List<Runnable> unanswered = new CopyOnWriteArrayList<>();

	private volatile boolean silent;

	Connections(FrameLog log) {
		this.log = log;
	}

	FrameLog log() {
		return this.log;
	}

	void requested(UpgradeRequest request) {
		synchronized (this.handshakes) {
			this.handshakes.addLast(new HandshakeRequest(request));
			if (this.handshakes.size() > HANDSHAKES) {
				this.handshakes.removeFirst();
			}
		}
	}

	List<HandshakeRequest> handshakes() {
		synchronized (this.handshakes) {
			return List.copyOf(this.handshakes);
		}
	}

	Tap connected(WebSocketConnection connection, UpgradeRequest request, WireFormat format, @Nullable String socketId,
			Scripts scripts) {
		ServerConnection opened = new ServerConnection("c" + this.opened.incrementAndGet(), connection,
				new HandshakeRequest(request), socketId);
		connection.silent(this.silent);
		this.open.put(connection.socket(), opened);
		signal();
		return new Tap() {

			@Override
			public @Nullable ChannelModule route(String topic) {
				return scripts.route(topic, opened);
			}

			@Override
			public void frame(boolean fromClient, FrameKind kind, byte[] data) {
				Connections.this.log.add(new LoggedFrame(opened, fromClient, kind, data, format));
			}

			@Override
			public void gone() {
				Connections.this.open.remove(connection.socket());
				signal();
			}

		};
	}

	private void signal() {
		synchronized (this.changed) {
			this.changed.notifyAll();
		}
	}

	/** In the order they were opened. */
	List<ServerConnection> all() {
		return this.open.values().stream().sorted((a, b) -> Long.compare(number(a), number(b))).toList();
	}

	private static long number(ServerConnection connection) {
		return Long.parseLong(connection.id().substring(1));
	}

	long opened() {
		return this.opened.get();
	}

	void awaitCount(int count, Duration timeout) {
		if (!reaches(count, timeout)) {
			throw new AssertionError("Expected " + count + " open connection(s) within " + timeout + " but there are "
					+ this.open.size());
		}
	}

	/**
	 * Gives connections that are closing the time to end.
	 */
	void drained(Duration timeout) {
		reaches(0, timeout);
	}

	private boolean reaches(int count, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		synchronized (this.changed) {
			while (this.open.size() != count) {
				long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				if (left <= 0 || !await(left)) {
					return false;
				}
			}
			return true;
		}
	}

	private boolean await(long millis) {
		try {
			this.changed.wait(millis);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	boolean isSilent() {
		return this.silent;
	}

	void silent(boolean silent) {
		this.silent = silent;
		all().forEach((connection) -> connection.connection().silent(silent));
	}

	/**
	 * Takes a request that is never answered.
	 * @param end ends its connection
	 */
	void unanswered(Runnable end) {
		this.unanswered.add(end);
	}

	/**
	 * Ends whatever is wrong with connections. Those that were silent have lost frames
	 * and are of no use any more: they are reset, so that their clients come back.
	 */
	void heal() {
		this.silent = false;
		for (ServerConnection connection : all()) {
			WebSocketConnection webSocket = connection.connection();
			webSocket.reading(true);
			webSocket.answersClose(true);
			if (webSocket.isSilent()) {
				connection.kill();
			}
		}
		this.unanswered.forEach(Runnable::run);
		this.unanswered.clear();
	}

}
