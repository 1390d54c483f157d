package io.phoenixchannels.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The thread that reads for one connection, which its client may hold up. It is a real
 * one, as it has to wait; but nobody else goes on while it does, so that all is as
 * certain as with one thread.
 */
final class Reader {

	private static final ExecutorService THREADS = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "simulated-reader");
		thread.setDaemon(true);
		return thread;
	});

	private static final ThreadMXBean MONITOR = ManagementFactory.getThreadMXBean();

	private final BooleanSupplier paused;

	private final Runnable whenResumed;

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private volatile boolean reading;

	private boolean held;

	/**
	 * Creates a reader.
	 * @param paused whether the client holds it up
	 * @param whenResumed runs when a call that was held up is done
	 */
	Reader(BooleanSupplier paused, Runnable whenResumed) {
		this.paused = paused;
		this.whenResumed = whenResumed;
	}

	/**
	 * Gives the client what was read.
	 * @return false if it is held up, and not done
	 */
	boolean call(Runnable call) {
		this.reading = true;
		THREADS.execute(() -> {
			this.thread.set(Thread.currentThread());
			try {
				call.run();
			}
			finally {
				this.thread.set(null);
				this.reading = false;
			}
		});
		await();
		this.held = this.reading;
		return !this.held;
	}

	boolean isHeld() {
		return this.held;
	}

	/**
	 * If the client no longer holds it up, lets it end its call before anybody else goes
	 * on.
	 */
	void settle() {
		if (this.held && Thread.currentThread() != this.thread.get()) {
			await();
			if (!this.reading) {
				this.held = false;
				this.whenResumed.run();
			}
		}
	}

	private void await() {
		while (this.reading && !isWaiting()) {
			Thread.yield();
		}
	}

	/**
	 * Whether it waits for its client, or for a lock that the calling thread has.
	 */
	private boolean isWaiting() {
		Thread reader = this.thread.get();
		if (reader == null || reader.getState() != Thread.State.WAITING) {
			return false;
		}
		if (this.paused.getAsBoolean()) {
			return true;
		}
		ThreadInfo info = MONITOR.getThreadInfo(reader.getId());
		return info != null && info.getLockOwnerId() == Thread.currentThread().getId();
	}

}
