package io.phoenixchannels.client.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.client.ClientClock;
import io.phoenixchannels.client.PhoenixClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when a test lets it: heartbeats, timeouts, retries and rejoins of
 * the clients that follow it happen in {@link #advance}, at their exact moment and in
 * their order, however long that would take otherwise. <pre class="code">
 * ManualTime time = new ManualTime();
 * PhoenixClient client = PhoenixClient.builder(url).clock(time.newClock()).build();
 * // ... connected
 * server.goSilent();
 * time.advance(Duration.ofSeconds(40)); // one heartbeat goes out, and its timeout passes
 * </pre>
 * <p>
 * The network is not part of it: what a server answers still takes its real time. Await
 * the answer before time goes on, or the client will see it come too late.
 * <p>
 * May be used from any thread, and by any number of clients. Has one thread of its own,
 * which ends by itself.
 */
public final class ManualTime {

	private final Executor thread = newThread();

	// The fields below are guarded by this

	private final List<Alarm> alarms = new ArrayList<>();

	private Instant now;

	/**
	 * Starts at the system's present time.
	 */
	public ManualTime() {
		this(Instant.now());
	}

	public ManualTime(Instant start) {
		this.now = start;
	}

	private static Executor newThread() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "phoenix-manual-time");
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	public synchronized Instant now() {
		return this.now;
	}

	/**
	 * A clock of this time, for {@link PhoenixClientBuilder#clock}. Every client needs
	 * its own, as a clock has one alarm.
	 */
	public ClientClock newClock() {
		return new ManualClock();
	}

	/**
	 * Lets time pass. Returns when all that was due by then has been done by the clients'
	 * sessions; what they send or connect after that is still on its way.
	 * @param duration how long, not negative; nothing passes with zero, but what is due
	 * now is done
	 * @throws IllegalArgumentException if it is negative
	 */
	public void advance(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("Time cannot go back by " + duration.negated());
		}
		try {
			CompletableFuture.runAsync(() -> pass(duration), this.thread).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
		}
	}

	private void pass(Duration duration) {
		Instant target = now().plus(duration);
		for (Runnable due = nextDue(target); due != null; due = nextDue(target)) {
			due.run();
		}
	}

	/**
	 * Goes to the next alarm up to this moment, or to the moment itself if there is none.
	 */
	private synchronized @Nullable Runnable nextDue(Instant target) {
		Alarm next = null;
		for (Alarm alarm : this.alarms) {
			if (!alarm.at().isAfter(target) && (next == null || alarm.at().isBefore(next.at()))) {
				next = alarm;
			}
		}
		Instant moment = (next != null) ? next.at() : target;
		if (moment.isAfter(this.now)) {
			this.now = moment;
		}
		if (next == null) {
			return null;
		}
		this.alarms.remove(next);
		return next.action();
	}

	private record Alarm(ClientClock clock, Instant at, Runnable action) {
	}

	private final class ManualClock implements ClientClock {

		/** Guarded by the time. */
		private boolean closed;

		@Override
		public Instant now() {
			return ManualTime.this.now();
		}

		@Override
		public void wakeAt(Instant at, Runnable action) {
			synchronized (ManualTime.this) {
				removeAlarm();
				if (this.closed) {
					return;
				}
				ManualTime.this.alarms.add(new Alarm(this, at, action));
				if (at.isAfter(ManualTime.this.now)) {
					return;
				}
			}
			ManualTime.this.thread.execute(() -> pass(Duration.ZERO));
		}

		@Override
		public void close() {
			synchronized (ManualTime.this) {
				this.closed = true;
				removeAlarm();
			}
		}

		private void removeAlarm() {
			ManualTime.this.alarms.removeIf((alarm) -> alarm.clock() == this);
		}

	}

}
