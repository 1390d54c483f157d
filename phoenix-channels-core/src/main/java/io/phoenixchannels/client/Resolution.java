package io.phoenixchannels.client;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.phoenixchannels.session.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an operation. Whoever runs it first, once the outcome is known, hands
 * it over; all others do nothing. A thread may wait for it: then that one hands it over,
 * which saves a change of threads.
 */
final class Resolution implements Runnable {

	private final Consumer<Outcome> whenResolved;

	private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

	private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();

	private volatile boolean known;

	Resolution(Consumer<Outcome> whenResolved) {
		this.whenResolved = whenResolved;
	}

	/**
	 * Tells the outcome, without handing it over. To be called once.
	 */
	void known(Outcome outcome) {
		this.outcome.set(outcome);
		this.known = true;
	}

	/**
	 * Whether the outcome is known, be it handed over or not.
	 */
	boolean isKnown() {
		return this.known;
	}

	/**
	 * Whether a thread waits that will hand over what is known by now, once it is
	 * {@linkplain #wake() woken}.
	 */
	boolean isAwaited() {
		return this.waiter.get() != null;
	}

	/**
	 * Lets a thread that waits look again.
	 */
	void wake() {
		LockSupport.unpark(this.waiter.get());
	}

	/**
	 * Waits until the outcome is known, and hands it over, unless another thread waits
	 * already.
	 * @param awaiting says when to wait no more
	 * @return false if another thread waits
	 */
	boolean await(ForkJoinPool.ManagedBlocker awaiting) throws InterruptedException {
		if (!this.waiter.compareAndSet(null, Thread.currentThread())) {
			return false;
		}
		try {
			ForkJoinPool.managedBlock(awaiting);
		}
		finally {
			this.waiter.set(null);
			// Also after an interrupt: whoever saw a thread wait has left it to this one.
			run();
		}
		return true;
	}

	@Override
	public void run() {
		Outcome outcome = this.outcome.getAndSet(null);
		if (outcome != null) {
			this.whenResolved.accept(outcome);
		}
	}

}
