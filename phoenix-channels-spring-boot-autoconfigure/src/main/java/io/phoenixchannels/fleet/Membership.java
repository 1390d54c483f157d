package io.phoenixchannels.fleet;

import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The slot that an instance holds, and what it knows of the others.
 */
final class Membership {

	/** Attempts to find a free slot in one round; the last ones look far. */
	private static final int ATTEMPTS = 10;

	private final FleetPolicy policy;

	private final Leases leases;

	private final FleetStore store;

	private final RandomGenerator random;

	private final String key;

	private Members known = Members.NONE;

	private @Nullable HeldLock lock;

	private int slot = -1;

	Membership(FleetPolicy policy, Leases leases, FleetStore store, RandomGenerator random) {
		this.policy = policy;
		this.leases = leases;
		this.store = store;
		this.random = random;
		this.key = policy.key("members");
	}

	/**
	 * All members, as far as it is known.
	 */
	Members known() {
		return this.known;
	}

	/**
	 * The own slot; -1 if there is none.
	 */
	int slot() {
		return this.slot;
	}

	/**
	 * Sees that the own slot is held.
	 */
	void renew() {
		HeldLock lock = this.lock;
		if (lock != null && (!lock.lease().isValid() || (this.leases.isDue(lock) && !this.leases.renew(lock)))) {
			this.lock = null;
			this.slot = -1;
			this.leases.giveBack(lock);
		}
	}

	/**
	 * When the own slot is to be renewed.
	 */
	long renewAt(long otherwise) {
		return (this.lock != null) ? this.lock.renewAt() : otherwise;
	}

	/**
	 * Looks who is there, and takes part.
	 */
	void update() {
		this.known = Members.parse(this.store.get(this.key));
		if (this.lock == null) {
			enter();
		}
		if (this.lock != null) {
			change((members) -> members.with(this.slot));
			watchNext();
		}
	}

	/**
	 * Takes one of the lowest free slots: the lowest one first, and when others are
	 * quicker, any of more and more, so that a crowd that starts at once is soon apart.
	 */
	private void enter() {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			int candidate = this.known.free((attempt == 0) ? 0 : this.random.nextInt(1 << attempt));
			HeldLock taken = this.leases.take(slotKey(candidate));
			if (taken != null) {
				this.lock = taken;
				this.slot = candidate;
				return;
			}
		}
	}

	/**
	 * Takes out those who come next and no longer hold their slot. Each member does it
	 * for the next one, so that all are watched, and the work is shared.
	 */
	private void watchNext() {
		int next = this.known.after(this.slot);
		while (next >= 0) {
			HeldLock free = this.leases.take(slotKey(next));
			if (free == null) {
				return;
			}
			int gone = next;
			change((members) -> members.without(gone));
			this.leases.giveBack(free);
			next = this.known.after(this.slot);
		}
	}

	private void change(UnaryOperator<Members> change) {
		while (true) {
			Members changed = change.apply(this.known);
			if (changed.equals(this.known)) {
				return;
			}
			String read = this.store.get(this.key);
			this.known = Members.parse(read);
			changed = change.apply(this.known);
			if (changed.equals(this.known) || this.store.compareAndSet(this.key, read, changed.text())) {
				this.known = changed;
				return;
			}
		}
	}

	/**
	 * Says that this instance is about to go: others may ask for its shards from now on.
	 */
	void sayGoodbye() {
		if (this.lock != null) {
			change((members) -> members.without(this.slot));
		}
	}

	/**
	 * Gives the slot back.
	 */
	void exit() {
		HeldLock lock = this.lock;
		this.lock = null;
		this.slot = -1;
		if (lock != null) {
			this.leases.giveBack(lock);
		}
	}

	private String slotKey(int slot) {
		return this.policy.key("member:" + slot);
	}

}
