package io.phoenixchannels.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Handles elements one at a time, in their order, on an executor that may have many
 * threads. No thread is bound while there is nothing to do, nor while the handling of an
 * element is suspended.
 *
 * @param <E> what is handled
 */
final class SerialQueue<E> {

	/**
	 * After so many elements the thread is given back, so that a busy queue does not
	 * starve others of an executor with few threads.
	 */
	private static final int BATCH = 256;

	/** Guarded by this, as what is below but for {@link #rest}. */
	private final ArrayDeque<E> elements = new ArrayDeque<>(2);

	private final Executor executor;

	private final Predicate<E> handler;

	private final Runnable whenDrained;

	private final Runnable runner = this::run;

	/** Changed under the lock, and read without it. */
	private volatile boolean running;

	private boolean retired;

	/**
	 * Handed from the thread that resumes to the one that goes on, by the executor.
	 */
	private @Nullable E rest;

	/**
	 * Creates a queue.
	 * @param handler must not throw. It returns false to suspend the queue: then
	 * {@link #resume} is called once, maybe before it returns, and it touches nothing any
	 * more
	 * @param whenDrained runs when nothing is left, before the thread is given back
	 */
	SerialQueue(Executor executor, Predicate<E> handler, Runnable whenDrained) {
		this.executor = executor;
		this.handler = handler;
		this.whenDrained = whenDrained;
	}

	/**
	 * Adds an element, without handling it: {@link #wake()} does.
	 * @return how many wait now; 0 if the queue is retired and did not take it
	 */
	synchronized int add(E element) {
		if (this.retired) {
			return 0;
		}
		this.elements.addLast(element);
		return this.elements.size();
	}

	/**
	 * Takes the element out that waits longest; null if none does.
	 */
	synchronized @Nullable E removeOldest() {
		return this.elements.pollFirst();
	}

	/**
	 * Takes the element of one kind out that waits longest; null if none does.
	 */
	synchronized @Nullable E removeOldest(Predicate<? super E> kind) {
		for (Iterator<E> waiting = this.elements.iterator(); waiting.hasNext();) {
			E element = waiting.next();
			if (kind.test(element)) {
				waiting.remove();
				return element;
			}
		}
		return null;
	}

	synchronized int size() {
		return this.elements.size();
	}

	/**
	 * Closes the queue for ever if nothing waits in it and nothing is being handled.
	 */
	synchronized boolean retire() {
		this.retired |= !this.running && this.elements.isEmpty();
		return this.retired;
	}

	/**
	 * Ends a suspension: what is left of the suspended element is handled first. Never
	 * call it under a lock: the executor may run it right here.
	 */
	void resume(E rest) {
		this.rest = rest;
		submit();
	}

	/**
	 * Sees to it that what waits is handled. Never call it under a lock: the executor may
	 * run it right here.
	 */
	void wake() {
		// Whoever is at work looks for more before it ends.
		if (!this.running && begin()) {
			submit();
		}
	}

	/**
	 * Handles what waits on the calling thread; only what goes on later, or for long, is
	 * given to the executor. Never call it under a lock.
	 */
	void wakeHere() {
		E first = this.running ? null : beginWithFirst();
		if (first != null) {
			run(first);
		}
	}

	private synchronized boolean begin() {
		boolean begins = !this.running && !this.elements.isEmpty();
		if (begins) {
			this.running = true;
		}
		return begins;
	}

	private synchronized @Nullable E beginWithFirst() {
		E first = this.running ? null : this.elements.pollFirst();
		if (first != null) {
			this.running = true;
		}
		return first;
	}

	private void submit() {
		try {
			this.executor.execute(this.runner);
		}
		catch (RuntimeException ex) {
			// The executor is shut down: there will be no more handling.
			synchronized (this) {
				this.running = false;
				this.rest = null;
				this.elements.clear();
			}
		}
	}

	private void run() {
		E rest = this.rest;
		this.rest = null;
		run((rest != null) ? rest : next());
	}

	private void run(@Nullable E first) {
		int handled = 0;
		for (E element = first; element != null; element = next()) {
			if (!this.handler.test(element)) {
				return;
			}
			handled++;
			if (handled == BATCH) {
				submit();
				return;
			}
		}
		this.whenDrained.run();
	}

	private synchronized @Nullable E next() {
		E element = this.elements.pollFirst();
		if (element == null) {
			this.running = false;
		}
		return element;
	}

}
