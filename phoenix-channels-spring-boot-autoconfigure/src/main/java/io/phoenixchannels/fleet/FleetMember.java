package io.phoenixchannels.fleet;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * One instance of a fleet: takes, renews and gives back its shards, round by round. For
 * use by one thread only, to which its locks belong; what it calls may block. Its figures
 * may be read by any thread.
 */
public final class FleetMember {

	private final FleetPolicy policy;

	private final Leases leases;

	private final FleetStore store;

	private final ShardHolder holder;

	private final Membership membership;

	private final FleetCounters counters;

	private final Map<Integer, Tenure> tenures = new TreeMap<>();

	private Members sharedOutFor = Members.NONE;

	private @Nullable Shares shares;

	private long rebalanceAt;

	private boolean leaving;

	private Runnable whenOver = () -> {
	};

	public FleetMember(FleetPolicy policy, LockEngine engine, FleetStore store, FleetClock clock,
			RandomGenerator random, ShardHolder holder, FleetCounters counters) {
		this.policy = policy;
		this.leases = new Leases(policy, engine, clock);
		this.store = store;
		this.holder = holder;
		this.membership = new Membership(policy, this.leases, store, random);
		this.counters = counters;
		this.rebalanceAt = clock.nanos();
	}

	/**
	 * Sets what is run, on any thread, when something has ended that the next round can
	 * go on with.
	 */
	public void whenOver(Runnable whenOver) {
		this.whenOver = whenOver;
	}

	/**
	 * Sees that all instances have the same number of shards.
	 * @throws ShardCountException if they have another one
	 */
	public static void agreeOnShards(FleetPolicy policy, FleetStore store) {
		String own = Integer.toString(policy.shards());
		String key = policy.key("shards");
		String agreed = store.putIfAbsent(key, own);
		if (agreed != null && !agreed.equals(own)) {
			throw new ShardCountException(policy.group(), policy.shards(), agreed, key);
		}
	}

	/**
	 * Does what is to be done now.
	 * @throws RuntimeException of the engine or the store, if one cannot be reached: what
	 * is left to do is done in a later round
	 */
	public void round() {
		loseLapsed();
		renewDue();
		endTenures();
		if (this.leases.now() - this.rebalanceAt >= 0) {
			this.rebalanceAt = this.leases.now() + this.policy.rebalanceInterval().toNanos();
			rebalance();
		}
	}

	/**
	 * How long nothing is to be done, in nanoseconds.
	 */
	public long idle() {
		long due = nextRenewal();
		long next = (due - this.rebalanceAt < 0) ? due : this.rebalanceAt;
		return Math.max(0, next - this.leases.now());
	}

	private long nextRenewal() {
		long next = this.membership.renewAt(this.leases.now() + this.policy.renewAfter().toNanos());
		for (Tenure tenure : this.tenures.values()) {
			long renewAt = tenure.lock().renewAt();
			if (!tenure.isLost() && renewAt - next < 0) {
				next = renewAt;
			}
		}
		return next;
	}

	/**
	 * Needs no engine, which may be what cannot be reached.
	 */
	private void loseLapsed() {
		for (Tenure tenure : this.tenures.values()) {
			if (!tenure.isLost() && !tenure.lock().lease().isValid()) {
				lose(tenure);
			}
		}
	}

	private void renewDue() {
		for (Tenure tenure : this.tenures.values()) {
			HeldLock lock = tenure.lock();
			if (!tenure.isLost() && this.leases.isDue(lock) && !this.leases.renew(lock)) {
				lose(tenure);
			}
		}
		this.membership.renew();
	}

	private void lose(Tenure tenure) {
		tenure.lose(this.holder);
		tenure.whenOver(this.whenOver);
		this.counters.lost();
	}

	private void endTenures() {
		for (Tenure tenure : List.copyOf(this.tenures.values())) {
			if (tenure.isOver()) {
				this.leases.giveBack(tenure.lock());
				this.tenures.remove(tenure.shard());
				if (!tenure.isLost()) {
					this.counters.givenBack();
				}
			}
		}
	}

	private void rebalance() {
		if (!this.leaving) {
			this.membership.update();
		}
		BitSet own = own();
		for (Tenure tenure : this.tenures.values()) {
			if (tenure.isSettled() && !own.get(tenure.shard())) {
				tenure.giveBack(this.holder);
				tenure.whenOver(this.whenOver);
			}
		}
		long due = nextRenewal();
		for (int shard = own.nextSetBit(0); shard >= 0; shard = own.nextSetBit(shard + 1)) {
			if (!this.tenures.containsKey(shard)) {
				take(shard);
			}
			if (this.leases.now() - due >= 0) {
				renewDue();
				due = nextRenewal();
			}
		}
		endTenures();
	}

	private BitSet own() {
		if (this.leaving || this.membership.slot() < 0) {
			return new BitSet();
		}
		Members members = this.membership.known();
		Shares shares = this.shares;
		if (shares == null || !members.equals(this.sharedOutFor)) {
			shares = Shares.of(this.policy.shards(), members);
			this.shares = shares;
			this.sharedOutFor = members;
		}
		this.counters.fleet(members.count(), this.membership.slot());
		return shares.of(this.membership.slot());
	}

	private void take(int shard) {
		HeldLock lock = this.leases.take(this.policy.key("shard:" + shard));
		if (lock != null) {
			this.tenures.put(shard, new Tenure(shard, lock));
			this.counters.taken();
			this.holder.taken(shard, lock.lease());
		}
	}

	/**
	 * Begins to give everything back, for which further rounds are needed.
	 */
	public void leave() {
		this.leaving = true;
		this.rebalanceAt = this.leases.now();
		this.membership.sayGoodbye();
	}

	/**
	 * Whether everything is given back after {@link #leave()}.
	 */
	public boolean hasLeft() {
		return this.leaving && this.tenures.isEmpty();
	}

	/**
	 * Gives the slot back, and the shards that are left.
	 */
	public void exit() {
		List<Tenure> left = new ArrayList<>(this.tenures.values());
		this.tenures.clear();
		left.forEach((tenure) -> this.leases.giveBack(tenure.lock()));
		this.membership.exit();
	}

	/**
	 * The shards whose locks are held now, for those who watch a simulation.
	 */
	Collection<Integer> shards() {
		return this.tenures.values().stream().filter((tenure) -> !tenure.isLost()).map(Tenure::shard).toList();
	}

}
