package io.phoenixchannels.contract;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the tap. It calls the client's listener under a lock of its own,
 * so that what the test injects never comes at the same time as what the server sends.
 */
final class TappedConnection implements TransportConnection, TransportListener {

	private final Object calls = new Object();

	private final Queue<TappedFrame> kept = new ArrayDeque<>();

	private final WireTap tap;

	private final int number;

	private final TransportListener listener;

	private volatile @Nullable TransportConnection connection;

	/** Guarded by calls. */
	private boolean ended;

	TappedConnection(WireTap tap, int number, TransportListener listener) {
		this.tap = tap;
		this.number = number;
		this.listener = listener;
	}

	void through(TransportConnection connection) {
		this.connection = connection;
	}

	@Override
	public boolean send(WireMessage message) {
		TappedFrame frame = TappedFrame.of(this.number, true, message);
		this.tap.passed(frame);
		return keeps(frame) || this.tap.drops(frame) || sendPast(message);
	}

	boolean sendPast(WireMessage message) {
		TransportConnection connection = this.connection;
		return connection != null && connection.send(message);
	}

	@Override
	public void close(CloseStatus status) {
		TransportConnection connection = this.connection;
		if (connection != null) {
			connection.close(status);
		}
	}

	@Override
	public void abort() {
		TransportConnection connection = this.connection;
		if (connection != null) {
			connection.abort();
		}
	}

	@Override
	public void opened() {
		synchronized (this.calls) {
			this.listener.opened();
		}
	}

	@Override
	public void received(WireMessage message, boolean more) {
		TappedFrame frame = TappedFrame.of(this.number, false, message);
		this.tap.passed(frame);
		if (!keeps(frame) && !this.tap.drops(frame)) {
			deliver(message);
		}
	}

	private void deliver(WireMessage message) {
		synchronized (this.calls) {
			if (!this.ended) {
				// The next one may be dropped, or held.
				this.listener.received(message, false);
			}
		}
	}

	private boolean keeps(TappedFrame frame) {
		if (!this.tap.holds(frame)) {
			return false;
		}
		synchronized (this.kept) {
			this.kept.add(frame);
		}
		return true;
	}

	void release() {
		TappedFrame frame;
		do {
			synchronized (this.kept) {
				frame = this.kept.poll();
			}
			if (frame != null && frame.outgoing()) {
				sendPast(frame.message());
			}
			else if (frame != null) {
				deliver(frame.message());
			}
		}
		while (frame != null);
	}

	@Override
	public void closed(CloseStatus status) {
		synchronized (this.calls) {
			if (!this.ended) {
				this.ended = true;
				this.listener.closed(status);
			}
		}
	}

	@Override
	public void failed(TransportException failure) {
		synchronized (this.calls) {
			if (!this.ended) {
				this.ended = true;
				this.listener.failed(failure);
			}
		}
	}

	void end(CloseStatus status) {
		closed(status);
		Objects.requireNonNull(this.connection).abort();
	}

}
