package io.phoenixchannels.client;

import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for the handlers of an application. A task is given to a thread that is idle;
 * if there is none, a new one is started; only if there are as many as there may be, it
 * waits. Idle threads end by themselves.
 */
public final class CallbackThreads {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private CallbackThreads() {
	}

	/**
	 * Creates the threads, all of them daemons.
	 * @param max how many there may be, at least 1: so many handlers may block at once
	 * @param prefix of the threads' names, which end with a number
	 */
	public static ThreadPoolExecutor upTo(int max, String prefix) {
		AtomicInteger number = new AtomicInteger();
		IdleFirstQueue queue = new IdleFirstQueue();
		return new ThreadPoolExecutor(0, max, IDLE.toSeconds(), TimeUnit.SECONDS, queue, (task) -> {
			Thread thread = new Thread(task, prefix + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		}, (task, executor) -> {
			if (executor.isShutdown()) {
				throw new RejectedExecutionException("The callback threads are shut down");
			}
			queue.put(task);
			// The last thread may have gone in this very moment.
			if (executor.getPoolSize() == 0 && queue.remove(task)) {
				executor.execute(task);
			}
		});
	}

	/**
	 * Takes a task only if a thread waits for one, so that the pool would rather start a
	 * thread than let a task wait.
	 */
	private static final class IdleFirstQueue extends LinkedTransferQueue<Runnable> {

		@Override
		public boolean offer(Runnable task) {
			return tryTransfer(task);
		}

	}

}
