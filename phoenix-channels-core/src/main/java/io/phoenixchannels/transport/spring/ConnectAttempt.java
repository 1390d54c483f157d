package io.phoenixchannels.transport.spring;

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
	void end() {
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
