package io.phoenixchannels.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The system's time, without the jumps that others make in it: a corrected wall clock
 * neither fires nor starves a heartbeat.
 */
final class MonotonicClock implements ClientClock {

	private final Instant started = Instant.now();

	private final long startedNanos = System.nanoTime();

	private final ScheduledThreadPoolExecutor timer;

	private @Nullable ScheduledFuture<?> alarm;

	MonotonicClock(ThreadFactory threads) {
		this.timer = new ScheduledThreadPoolExecutor(1, threads);
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	@Override
	public Instant now() {
		return this.started.plusNanos(System.nanoTime() - this.startedNanos);
	}

	@Override
	public synchronized void wakeAt(Instant at, Runnable action) {
		if (this.alarm != null) {
			this.alarm.cancel(false);
		}
		if (!this.timer.isShutdown()) {
			// One more nanosecond, so that it is not woken a moment too early.
			long delay = Duration.between(now(), at).toNanos() + 1;
			this.alarm = this.timer.schedule(action, Math.max(delay, 0), TimeUnit.NANOSECONDS);
		}
	}

	@Override
	public synchronized void close() {
		this.timer.shutdownNow();
	}

}
