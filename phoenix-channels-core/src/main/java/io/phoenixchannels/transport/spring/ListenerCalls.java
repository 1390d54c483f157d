package io.phoenixchannels.transport.spring;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.phoenixchannels.transport.TransportListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener by the rules, whatever the container does: one call at a time, one
 * last call, and nothing after it.
 */
final class ListenerCalls {

	private static final Log logger = LogFactory.getLog(ListenerCalls.class);

	private final TransportListener listener;

	private final String target;

	/** Held by the thread that calls the listener. */
	private final ReentrantLock turn = new ReentrantLock();

	private final AtomicReference<@Nullable Consumer<TransportListener>> last = new AtomicReference<>();

	/** Guarded by turn. */
	private boolean lastMade;

	ListenerCalls(TransportListener listener, String target) {
		this.listener = listener;
		this.target = target;
	}

	/**
	 * Makes a call, unless the last one has been decided on.
	 */
	void call(Consumer<TransportListener> call) {
		this.turn.lock();
		try {
			if (!isEnded()) {
				make(call);
			}
		}
		finally {
			this.turn.unlock();
		}
		makeLast();
	}

	/**
	 * Makes the last call, here and now if no call is under way. Otherwise the thread
	 * that makes that one goes on to make this one.
	 * @return false if the last call had been decided on before
	 */
	boolean end(Consumer<TransportListener> call) {
		boolean first = this.last.compareAndSet(null, call);
		if (first) {
			makeLast();
		}
		return first;
	}

	boolean isEnded() {
		return this.last.get() != null;
	}

	// Whoever gives its turn back comes here next, so that a last call that found the
	// turn taken is never forgotten.
	private void makeLast() {
		Consumer<TransportListener> call = this.last.get();
		if (call == null || this.turn.isHeldByCurrentThread() || !this.turn.tryLock()) {
			return;
		}
		try {
			if (!this.lastMade) {
				this.lastMade = true;
				make(call);
			}
		}
		finally {
			this.turn.unlock();
		}
	}

	private void make(Consumer<TransportListener> call) {
		try {
			call.accept(this.listener);
		}
		catch (Throwable ex) {
			// A container would close the connection, and say only that.
			logger.error("The listener of " + this.target + " threw an exception; the connection goes on", ex);
		}
	}

}
