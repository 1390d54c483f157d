package io.phoenixchannels.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for the handlers of an application. As long as handlers are quick one thread
 * calls them all, since a change of threads costs more than most of them do. Where one
 * blocks, or takes longer than a millisecond, others get other threads. Idle threads end
 * by themselves.
 */
public final class CallbackThreads extends AbstractExecutorService {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private static final String SHUT_DOWN = "The callback threads are shut down";

	private final ThreadPoolExecutor threads;

	private final ScheduledThreadPoolExecutor watch;

	private final TaskCarriers carriers;

	private volatile boolean shutdown;

	private CallbackThreads(int max, ThreadFactory factory) {
		IdleFirstQueue queue = new IdleFirstQueue();
		this.threads = new ThreadPoolExecutor(0, max, IDLE.toSeconds(), TimeUnit.SECONDS, queue, factory,
				(carrier, pool) -> {
					if (pool.isShutdown()) {
						throw new RejectedExecutionException(SHUT_DOWN);
					}
					// A thread that was given back is about to look here.
					queue.put(carrier);
					// The last thread may have gone in this very moment.
					if (pool.getPoolSize() == 0 && queue.remove(carrier)) {
						pool.execute(carrier);
					}
				});
		this.watch = new ScheduledThreadPoolExecutor(1, (task) -> daemon(task, "phoenix-callback-watch"));
		this.watch.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
		this.watch.allowCoreThreadTimeOut(true);
		this.watch.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.carriers = new TaskCarriers(this.threads, max, this.watch);
	}

	/**
	 * Creates the threads, all of them daemons.
	 * @param max how many there may be, at least 1: so many handlers may block at once
	 * @param prefix of the threads' names, which end with a number
	 */
	public static CallbackThreads upTo(int max, String prefix) {
		AtomicInteger number = new AtomicInteger();
		return new CallbackThreads(max, (task) -> daemon(task, prefix + number.incrementAndGet()));
	}

	/**
	 * Takes as many threads from a factory as it needs, such as virtual ones.
	 */
	public static CallbackThreads of(ThreadFactory factory) {
		return new CallbackThreads(Integer.MAX_VALUE, factory);
	}

	private static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Runs a task, on a thread that others run on before and after it.
	 * @throws RejectedExecutionException after a shutdown
	 */
	@Override
	public void execute(Runnable task) {
		if (this.shutdown) {
			throw new RejectedExecutionException(SHUT_DOWN);
		}
		this.carriers.execute(task);
	}

	/**
	 * How many threads there are, those that rest included.
	 */
	public int size() {
		return this.threads.getPoolSize();
	}

	@Override
	public void shutdown() {
		this.shutdown = true;
		this.carriers.whenIdle(() -> {
			this.threads.shutdown();
			this.watch.shutdown();
		});
	}

	@Override
	public List<Runnable> shutdownNow() {
		this.shutdown = true;
		List<Runnable> waiting = this.carriers.drain();
		this.threads.shutdownNow();
		this.watch.shutdownNow();
		return waiting;
	}

	@Override
	public boolean isShutdown() {
		return this.shutdown;
	}

	@Override
	public boolean isTerminated() {
		return this.threads.isTerminated();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.threads.awaitTermination(timeout, unit);
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
