package io.phoenixchannels.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Takes, renews and gives back locks, and counts their leases.
 */
final class Leases {

	private final FleetPolicy policy;

	private final LockEngine engine;

	private final FleetClock clock;

	Leases(FleetPolicy policy, LockEngine engine, FleetClock clock) {
		this.policy = policy;
		this.engine = engine;
		this.clock = clock;
	}

	long now() {
		return this.clock.nanos();
	}

	/**
	 * Takes a lock.
	 * @return null if somebody else has it
	 */
	@Nullable HeldLock take(String key) {
		Lease.Instants asked = Lease.Instants.of(this.clock);
		if (!this.engine.tryLock(key, this.policy.lease())) {
			return null;
		}
		return new HeldLock(key, new Lease(this.clock, asked, this.policy.ownLease()), renewAt(asked));
	}

	boolean isDue(HeldLock lock) {
		return now() - lock.renewAt() >= 0;
	}

	/**
	 * Renews a lock.
	 * @return false if it is lost, or its lease has lapsed before
	 */
	boolean renew(HeldLock lock) {
		Lease.Instants asked = Lease.Instants.of(this.clock);
		if (!lock.lease().isValid() || !this.engine.renew(lock.key(), this.policy.lease())) {
			return false;
		}
		lock.renewAt(renewAt(asked));
		return lock.lease().renew(asked, this.policy.ownLease());
	}

	private long renewAt(Lease.Instants asked) {
		return asked.nanos() + this.policy.renewAfter().toNanos();
	}

	/**
	 * Gives a lock back, also one that is lost.
	 */
	void giveBack(HeldLock lock) {
		lock.lease().end();
		this.engine.unlock(lock.key());
	}

}
