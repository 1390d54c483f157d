package io.phoenixchannels.fleet.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.phoenixchannels.fleet.FleetClock;
import io.phoenixchannels.fleet.FleetCounters;
import io.phoenixchannels.fleet.FleetMember;
import io.phoenixchannels.fleet.FleetStore;
import io.phoenixchannels.fleet.LockEngine;
import io.phoenixchannels.fleet.ShardHolder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The thread that the locks of a member belong to, round by round.
 */
final class MemberThread {

	private static final Log logger = LogFactory.getLog(MemberThread.class);

	private final FleetSettings settings;

	private final FleetMember member;

	private final Semaphore signal = new Semaphore(0);

	private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();

	private volatile boolean stopping;

	private volatile @Nullable String problem;

	MemberThread(FleetSettings settings, LockEngine engine, FleetStore store, ShardHolder holder,
			FleetCounters counters) {
		this.settings = settings;
		this.member = new FleetMember(settings.policy(), engine, store, FleetClock.SYSTEM, RandomGenerator.getDefault(),
				holder, counters);
		this.member.whenOver(this.signal::release);
	}

	void start() {
		Thread thread = new Thread(this::run, "phoenix-fleet-locks");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Gives everything back.
	 * @return completes when it is, or it took too long; never fails
	 */
	CompletableFuture<?> stop() {
		this.stopping = true;
		this.signal.release();
		return this.stopped;
	}

	/**
	 * Why the engine could not be reached; null if it can.
	 */
	@Nullable String problem() {
		return this.problem;
	}

	private void run() {
		try {
			while (!this.stopping) {
				await(round(this.member::round));
			}
			leave();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.stopped.complete(null);
		}
	}

	private void leave() throws InterruptedException {
		// A topic has its time to finish, and the store some for its cursor.
		long deadline = System.nanoTime() + this.settings.drainTimeout().plusSeconds(2).toNanos();
		round(this.member::leave);
		while (System.nanoTime() - deadline < 0) {
			long idle = round(this.member::round);
			if (this.member.hasLeft() || this.problem != null) {
				break;
			}
			await(Math.min(idle, deadline - System.nanoTime()));
		}
		round(this.member::exit);
	}

	/**
	 * Does something, and says how long to wait then.
	 */
	private long round(Runnable work) {
		Duration interval = this.settings.policy().rebalanceInterval();
		try {
			work.run();
			if (this.problem != null) {
				this.problem = null;
				logger.info("The fleet '" + this.settings.policy().group() + "' can be reached again");
			}
			return this.member.idle();
		}
		catch (RuntimeException ex) {
			if (this.problem == null) {
				logger.warn("The fleet '" + this.settings.policy().group()
						+ "' cannot be reached; what is owned is kept until its lease ends", ex);
			}
			this.problem = ex.getClass().getSimpleName();
			return interval.toNanos();
		}
	}

	private void await(long nanos) throws InterruptedException {
		if (this.signal.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
			this.signal.drainPermits();
		}
	}

}
