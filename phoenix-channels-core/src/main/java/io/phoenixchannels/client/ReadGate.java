package io.phoenixchannels.client;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the reading thread of one connection waits while any topic has more messages than
 * it may queue. What it does not read, the server cannot send.
 */
final class ReadGate {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition opened = this.lock.newCondition();

	private final Set<Object> holders = new HashSet<>();

	private volatile boolean held;

	private boolean broken;

	/**
	 * Holds reading up until this holder releases it.
	 */
	void hold(Object holder) {
		this.lock.lock();
		try {
			this.holders.add(holder);
			this.held = !this.broken;
		}
		finally {
			this.lock.unlock();
		}
	}

	void release(Object holder) {
		this.lock.lock();
		try {
			this.holders.remove(holder);
			openIfFree();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets everybody through from now on: the connection is gone.
	 */
	void breakDown() {
		this.lock.lock();
		try {
			this.broken = true;
			this.holders.clear();
			openIfFree();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isHeld() {
		return this.held;
	}

	/**
	 * Waits until nobody holds reading up. An interrupt ends the waiting, as the
	 * transport may be about to give the thread up.
	 */
	void await() {
		this.lock.lock();
		try {
			while (this.held) {
				this.opened.await();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void openIfFree() {
		if (this.holders.isEmpty()) {
			this.held = false;
			this.opened.signalAll();
		}
	}

}
