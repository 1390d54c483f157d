package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketMessage;

/**
 * One connection: decides what the calls of the user, of the container and of the clock
 * mean in the phase that it is in. Whoever takes it to {@link Phase#ENDED} tells the
 * listener; everybody after that is ignored.
 */
final class SpringWebSocketConnection implements TransportConnection {

	private final ConnectRequest request;

	private final TransportOptions options;

	private final ConnectFailures failures;

	private final ListenerCalls calls;

	private final OutboundQueue queue;

	private final MessageAssembler assembler;

	private final ConnectAttempt attempt = new ConnectAttempt();

	private final ReentrantLock lock = new ReentrantLock();

	/** Written under the lock. */
	private volatile Phase phase = Phase.CONNECTING;

	/** What happens if nothing else ends the phase; guarded by lock. */
	private final Deadline deadline;

	private final ClosingHandshake closing;

	/** Set before the phase becomes open. */
	private volatile @Nullable NativeSession session;

	SpringWebSocketConnection(ConnectRequest request, TransportListener listener, TransportOptions options) {
		this.request = request;
		this.options = options;
		this.failures = new ConnectFailures(request, options.connectTimeout(), options.proxy());
		this.calls = new ListenerCalls(listener, request.toString());
		this.queue = new OutboundQueue(options.maxQueuedMessages(), options.maxQueuedBytes(), options.executor(),
				System::nanoTime, new SessionWriter());
		this.assembler = new MessageAssembler(options.maxMessageSize());
		this.deadline = new Deadline(options.executor());
		this.closing = new ClosingHandshake(options.closeTimeout(), options.executor());
	}

	void connect(HandshakeClient client) {
		locked(() -> this.deadline.arm(this.options.connectTimeout(),
				() -> endFrom(Phase.CONNECTING, failed(this.failures.timedOut()))));
		try {
			this.options.executor().execute(() -> attempt(client));
		}
		catch (RejectedExecutionException ex) {
			end(failed(new TransportException(this.request + " was not called: the executor takes no more tasks")));
		}
	}

	private void attempt(HandshakeClient client) {
		try {
			if (this.attempt.begin()) {
				client.connect(this.request, new WebSocketBridge(this));
			}
		}
		catch (Exception | LinkageError ex) {
			endFrom(Phase.CONNECTING, failed(this.failures.describe(ex)));
		}
		finally {
			this.attempt.spare();
			this.attempt.settle();
		}
	}

	@Override
	public boolean send(WireMessage message) {
		return this.phase == Phase.OPEN && this.queue.offer(message);
	}

	@Override
	public void close(CloseStatus status) {
		boolean open = locked(() -> {
			if (this.phase != Phase.OPEN) {
				return false;
			}
			this.phase = Phase.CLOSING;
			this.deadline.arm(this.options.closeTimeout(), () -> end(closed(CloseStatus.ABNORMAL)));
			return true;
		});
		if (open) {
			this.queue.finish(() -> whenSettled(() -> sendClose(status)));
		}
		else {
			endFrom(Phase.CONNECTING, closed(CloseStatus.ABNORMAL));
		}
	}

	@Override
	public void abort() {
		end(closed(CloseStatus.ABNORMAL));
	}

	/**
	 * The container has done the handshake.
	 */
	void established(NativeSession session) {
		this.attempt.spare();
		boolean wanted = locked(() -> {
			if (this.phase != Phase.CONNECTING) {
				return false;
			}
			this.session = session;
			this.phase = Phase.OPEN;
			this.deadline.cancel();
			return true;
		});
		if (!wanted) {
			session.terminate();
		}
		else if (!session.subprotocol().isEmpty() && !this.request.subprotocols().contains(session.subprotocol())) {
			end(failed(new TransportException(this.request + " " + RefusedHandshakeException.SUBPROTOCOL)));
		}
		else if (session.hasExtensions()) {
			end(failed(new TransportException(this.request + " " + RefusedHandshakeException.EXTENSION)));
		}
		else {
			this.calls.call(TransportListener::opened);
		}
	}

	/**
	 * The container has read a message or a piece of one.
	 */
	void received(WebSocketMessage<?> piece) {
		this.attempt.settle();
		if (this.calls.isEnded()) {
			return;
		}
		NativeSession open = this.session;
		if (open != null) {
			open.received(piece);
		}
		try {
			WireMessage message = this.assembler.add(piece);
			if (message != null) {
				boolean more = open != null && open.hasMore();
				this.calls.call((listener) -> listener.received(message, more));
			}
		}
		catch (MessageAssembler.MessageTooBigException ex) {
			refuseTooBig();
		}
	}

	/**
	 * The container says that the session is closed: by the peer, by the network, or by
	 * us, which Tomcat says as soon as our close frame is written.
	 */
	void containerClosed(CloseStatus status) {
		if (!this.closing.isSending()) {
			endFrom(null, closed(status));
		}
	}

	/**
	 * The container, or the writer, has met an error. That is not the end yet: the peer's
	 * close frame may be about to be read, and says more.
	 */
	void broken(Throwable failure) {
		TransportException described = new TransportException(
				this.request + " broke" + ((failure instanceof IOException && failure.getMessage() != null)
						? ": " + failure.getMessage() : ", by " + failure.getClass().getName()));
		locked(() -> {
			if (this.phase == Phase.OPEN) {
				this.deadline.arm(this.options.closeTimeout(), () -> end(failed(described)));
			}
		});
		if (locked(() -> this.phase == Phase.CLOSING)) {
			end(closed(CloseStatus.ABNORMAL));
		}
	}

	private void sendClose(CloseStatus status) {
		NativeSession open = this.session;
		if (open != null) {
			this.closing.start(open, status, () -> end(closed(status)));
		}
	}

	private void refuseTooBig() {
		NativeSession open = this.session;
		CloseStatus status = new CloseStatus(CloseStatus.TOO_BIG.code(),
				"a message was longer than " + this.options.maxMessageSize());
		if (endFrom(null, closed(status)) && open != null) {
			// The peer shall read the close frame before it meets a closed socket.
			this.deadline.run(() -> open.close(CloseStatus.TOO_BIG, this.options.closeTimeout()));
			locked(() -> this.deadline.arm(this.options.closeTimeout(), open::terminate));
		}
	}

	private void end(Consumer<TransportListener> call) {
		if (endFrom(null, call)) {
			// Not read before: the handshake may succeed while this method is called.
			NativeSession open = this.session;
			if (open != null) {
				whenSettled(open::terminate);
			}
		}
	}

	private void whenSettled(Runnable task) {
		this.attempt.whenSettled(() -> this.deadline.run(task));
	}

	/**
	 * Ends the connection for the listener. Somebody else closes the socket.
	 * @param only the phase in which it is to be ended; null for any
	 * @return false if it is in another phase, or has ended before
	 */
	private boolean endFrom(@Nullable Phase only, Consumer<TransportListener> call) {
		boolean first = locked(() -> {
			if (this.phase == Phase.ENDED || (only != null && this.phase != only)) {
				return false;
			}
			this.phase = Phase.ENDED;
			this.deadline.cancel();
			return true;
		});
		if (first) {
			this.queue.discard();
			this.attempt.giveUp();
			this.closing.giveUp();
			this.calls.end(call);
		}
		return first;
	}

	private boolean locked(BooleanSupplier transition) {
		this.lock.lock();
		try {
			return transition.getAsBoolean();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void locked(Runnable transition) {
		locked(() -> {
			transition.run();
			return true;
		});
	}

	private static Consumer<TransportListener> closed(CloseStatus status) {
		return (listener) -> listener.closed(status);
	}

	private static Consumer<TransportListener> failed(TransportException failure) {
		return (listener) -> listener.failed(failure);
	}

	private enum Phase {

		CONNECTING, OPEN, CLOSING, ENDED

	}

	private final class SessionWriter implements OutboundQueue.Writer {

		@Override
		public @Nullable Unwritten write(List<WireMessage> messages) throws IOException {
			NativeSession open = SpringWebSocketConnection.this.session;
			return (open != null) ? open.write(messages) : null;
		}

		@Override
		public void failed(Exception failure) {
			broken(failure);
		}

	}

}
