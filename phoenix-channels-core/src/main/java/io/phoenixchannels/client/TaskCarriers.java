package io.phoenixchannels.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on as few threads as may be, because to hand a task to another thread costs
 * more than most tasks do. One thread runs what comes, one after another, as long as it
 * does not block. Once it does, the next task goes to another thread at once; and
 * whatever has waited for a millisecond or two, as the task before it takes long without
 * blocking, or as there are more than one processor can do, gets another thread then.
 */
final class TaskCarriers implements Executor {

	private static final Duration PATIENCE = Duration.ofMillis(1);

	private final Executor threads;

	private final int max;

	private final ScheduledExecutorService watch;

	private final int processors = Runtime.getRuntime().availableProcessors();

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by lock, as everything below. */
	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<Carrier> carriers = new ArrayList<>();

	private long added;

	/** Of those that were added, as many are no longer waiting. */
	private long taken;

	private boolean watching;

	/** What had been added when the coming look was decided on. */
	private long addedBefore;

	private @Nullable Runnable whenIdle;

	/**
	 * Creates them.
	 * @param threads runs each carrier on a thread of its own
	 * @param max how many carriers there may be
	 * @param watch looks after tasks that wait
	 */
	TaskCarriers(Executor threads, int max, ScheduledExecutorService watch) {
		this.threads = threads;
		this.max = max;
		this.watch = watch;
	}

	@Override
	public void execute(Runnable task) {
		Carrier carrier;
		this.lock.lock();
		try {
			this.tasks.add(task);
			this.added++;
			carrier = isAnyMoving() ? null : engage();
			if (carrier == null) {
				watch();
			}
		}
		finally {
			this.lock.unlock();
		}
		RuntimeException failure = (carrier != null) ? start(carrier) : null;
		if (failure != null && takeBack(task)) {
			throw failure;
		}
	}

	/**
	 * Takes out a task that was not begun.
	 */
	private boolean takeBack(Runnable task) {
		this.lock.lock();
		try {
			boolean removed = this.tasks.remove(task);
			this.taken += removed ? 1 : 0;
			return removed;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isAnyMoving() {
		for (Carrier carrier : this.carriers) {
			if (!carrier.isBlocked()) {
				return true;
			}
		}
		return false;
	}

	private @Nullable Carrier engage() {
		if (this.carriers.size() >= this.max) {
			return null;
		}
		Carrier carrier = new Carrier();
		this.carriers.add(carrier);
		return carrier;
	}

	/**
	 * Starts a carrier, if a thread is to be had.
	 * @return why not, if it is not; those that there are do what they can
	 */
	private @Nullable RuntimeException start(Carrier carrier) {
		try {
			this.threads.execute(carrier);
			return null;
		}
		catch (RuntimeException ex) {
			this.lock.lock();
			try {
				this.carriers.remove(carrier);
			}
			finally {
				this.lock.unlock();
			}
			return ex;
		}
	}

	private void watch() {
		if (!this.watching) {
			try {
				this.watch.schedule(this::look, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
				this.watching = true;
				this.addedBefore = this.added;
			}
			catch (RejectedExecutionException ex) {
				// Shut down: the threads that there are do what is left.
			}
		}
	}

	/**
	 * Looks whether something has waited since this look was decided on, and helps if so.
	 */
	private void look() {
		Carrier carrier = null;
		this.lock.lock();
		try {
			this.watching = false;
			int moving = 0;
			for (Carrier each : this.carriers) {
				moving += each.hasMoved() ? 1 : 0;
			}
			if (this.taken < this.addedBefore && moving < this.processors) {
				carrier = engage();
			}
			// To be started again by a task that waits would cost changes of threads.
			if (!this.tasks.isEmpty() || moving > 0) {
				watch();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (carrier != null) {
			start(carrier);
		}
	}

	/**
	 * The next task; null if the carrier is to give its thread back.
	 */
	private @Nullable Runnable next(Carrier carrier) {
		Runnable task = poll(carrier, false);
		if (task == null) {
			// To rest and be woken for the next task costs more than most tasks do.
			// Whoever has more to bring, and lacks only a processor, is let go first.
			Thread.yield();
			task = poll(carrier, true);
		}
		if (task == null) {
			runIfIdle();
		}
		return task;
	}

	private @Nullable Runnable poll(Carrier carrier, boolean leaving) {
		this.lock.lock();
		try {
			Runnable task = this.tasks.poll();
			if (task != null) {
				this.taken++;
				carrier.begin();
			}
			else if (leaving) {
				this.carriers.remove(carrier);
			}
			return task;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Does something as soon as nothing is left to do.
	 */
	void whenIdle(Runnable task) {
		this.lock.lock();
		try {
			this.whenIdle = task;
		}
		finally {
			this.lock.unlock();
		}
		runIfIdle();
	}

	private void runIfIdle() {
		Runnable task = null;
		this.lock.lock();
		try {
			if (this.carriers.isEmpty() && this.tasks.isEmpty()) {
				task = this.whenIdle;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (task != null) {
			task.run();
		}
	}

	/**
	 * Takes out what has not been begun.
	 */
	List<Runnable> drain() {
		this.lock.lock();
		try {
			List<Runnable> drained = new ArrayList<>(this.tasks);
			this.tasks.clear();
			this.taken += drained.size();
			return drained;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * One thread's work.
	 */
	private final class Carrier implements Runnable {

		private volatile @Nullable Thread thread;

		private volatile boolean inTask;

		/** Guarded by lock. */
		private long begun;

		/** Guarded by lock. */
		private long seen = -1;

		@Override
		public void run() {
			Thread current = Thread.currentThread();
			this.thread = current;
			for (Runnable task = next(this); task != null; task = next(this)) {
				try {
					task.run();
				}
				catch (Throwable ex) {
					current.getUncaughtExceptionHandler().uncaughtException(current, ex);
				}
				this.inTask = false;
				// What interrupted one task does not concern the next.
				Thread.interrupted();
			}
		}

		private void begin() {
			this.begun++;
			this.inTask = true;
		}

		/**
		 * Whether its task waits for something. That it waits for a turn at the lock here
		 * does not count.
		 */
		private boolean isBlocked() {
			Thread thread = this.thread;
			return this.inTask && thread != null && thread.getState() != Thread.State.RUNNABLE;
		}

		private boolean hasMoved() {
			boolean moved = this.begun != this.seen;
			this.seen = this.begun;
			return moved && !isBlocked();
		}

	}

}
