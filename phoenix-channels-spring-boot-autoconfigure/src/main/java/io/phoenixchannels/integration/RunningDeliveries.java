package io.phoenixchannels.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the messages that are on their way through a flow, so that a stop can wait for
 * them without holding a thread.
 */
final class RunningDeliveries {

	private final ReentrantLock lock = new ReentrantLock();

	private final List<Runnable> waiting = new ArrayList<>();

	private int count;

	void begin() {
		this.lock.lock();
		try {
			this.count++;
		}
		finally {
			this.lock.unlock();
		}
	}

	void end() {
		List<Runnable> ready;
		this.lock.lock();
		try {
			this.count--;
			ready = takeReady();
		}
		finally {
			this.lock.unlock();
		}
		ready.forEach(Runnable::run);
	}

	/**
	 * Calls back when nothing is on its way: at once, or on the thread of the last
	 * delivery.
	 */
	void whenIdle(Runnable callback) {
		List<Runnable> ready;
		this.lock.lock();
		try {
			this.waiting.add(callback);
			ready = takeReady();
		}
		finally {
			this.lock.unlock();
		}
		ready.forEach(Runnable::run);
	}

	private List<Runnable> takeReady() {
		if (this.count > 0) {
			return List.of();
		}
		List<Runnable> ready = List.copyOf(this.waiting);
		this.waiting.clear();
		return ready;
	}

}
