package io.phoenixchannels.transport.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The thread that waits for the server's answer, so that it can be called back. Only an
 * interrupt ends what a container does there, and only until the connection is open: from
 * then on the same thread may carry messages to the listener.
 */
final class ConnectAttempt {

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by lock. */
	private @Nullable Thread thread;

	/** Guarded by lock. */
	private boolean givenUp;

	private final CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();

	/**
	 * Marks the calling thread as the one that connects.
	 * @return false if the attempt was given up before
	 */
	boolean begin() {
		this.lock.lock();
		try {
			this.thread = Thread.currentThread();
			return !this.givenUp;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Called by the connecting thread, more than once: it is not interrupted any more.
	 */
	void spare() {
		this.lock.lock();
		try {
			this.thread = null;
			if (this.givenUp) {
				Thread.interrupted();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The container has returned from connecting, or delivers messages.
	 */
	void settle() {
		if (!this.settled.isDone()) {
			this.settled.complete(null);
		}
	}

	/**
	 * Runs a task as soon as the container has finished what it does when a connection
	 * opens. Tomcat keeps a session for ever that is closed, by another thread, between
	 * its being opened and its being registered.
	 */
	void whenSettled(Runnable task) {
		this.settled.thenRun(task);
	}

	void giveUp() {
		this.lock.lock();
		try {
			if (!this.givenUp && this.thread != null) {
				this.thread.interrupt();
			}
			this.givenUp = true;
		}
		finally {
			this.lock.unlock();
		}
	}

}
