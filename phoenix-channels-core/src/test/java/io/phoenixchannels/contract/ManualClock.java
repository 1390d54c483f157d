package io.phoenixchannels.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.ClientClock;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes when a test says so.
 */
final class ManualClock implements ClientClock {

	/** Guarded by this. */
	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	/** Guarded by this. */
	private @Nullable Instant alarmAt;

	/** Guarded by this. */
	private @Nullable Runnable alarm;

	@Override
	public synchronized Instant now() {
		return this.now;
	}

	@Override
	public void wakeAt(Instant at, Runnable action) {
		synchronized (this) {
			this.alarmAt = at;
			this.alarm = action;
		}
		if (!at.isAfter(now())) {
			CompletableFuture.runAsync(this::ring);
		}
	}

	/**
	 * Lets time pass, and whatever is due by then happen.
	 */
	void advance(Duration time) {
		synchronized (this) {
			this.now = this.now.plus(time);
		}
		ring();
	}

	private void ring() {
		Runnable due;
		synchronized (this) {
			if (this.alarmAt == null || this.alarmAt.isAfter(this.now)) {
				return;
			}
			due = this.alarm;
			this.alarmAt = null;
			this.alarm = null;
		}
		if (due != null) {
			due.run();
		}
	}

	@Override
	public synchronized void close() {
		this.alarm = null;
		this.alarmAt = null;
	}

}
