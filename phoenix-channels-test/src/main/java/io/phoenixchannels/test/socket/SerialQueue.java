package io.phoenixchannels.test.socket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The mailbox of a process: runs tasks one at a time in the order they were posted, on
 * some thread of an executor. Tasks posted after the executor has shut down are lost, as
 * messages to a dead process are.
 */
final class SerialQueue {

	/** Long enough to pay for a hop between threads, short enough to be fair. */
	private static final int BATCH = 256;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final Executor executor;

	private final Runnable afterBatch;

	/**
	 * Creates a queue.
	 * @param afterBatch runs on the queue's thread when it is empty or a batch is done
	 */
	SerialQueue(Executor executor, Runnable afterBatch) {
		this.executor = executor;
		this.afterBatch = afterBatch;
	}

	void post(Runnable task) {
		this.tasks.add(task);
		schedule();
	}

	void clear() {
		this.tasks.clear();
	}

	private void schedule() {
		if (!this.scheduled.compareAndSet(false, true)) {
			return;
		}
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			this.tasks.clear();
			this.scheduled.set(false);
		}
	}

	private void run() {
		try {
			Runnable task;
			for (int i = 0; i < BATCH && (task = this.tasks.poll()) != null; i++) {
				task.run();
			}
			this.afterBatch.run();
		}
		finally {
			this.scheduled.set(false);
			if (!this.tasks.isEmpty()) {
				schedule();
			}
		}
	}

}
