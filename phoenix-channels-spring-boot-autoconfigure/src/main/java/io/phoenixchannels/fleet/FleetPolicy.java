package io.phoenixchannels.fleet;

import java.time.Duration;

/**
 * What the instances of a fleet agree on, and how each behaves.
 *
 * @param group names the fleet; instances of different groups know nothing of each other
 * @param shards how many shards the topics are spread over; the same for all
 * @param lease after which a shard may be taken from an owner that is not heard of
 * @param rebalanceInterval how often an instance looks whether others came or went
 */
public record FleetPolicy(String group, int shards, Duration lease, Duration rebalanceInterval) {

	public FleetPolicy {
		if (group.isBlank()) {
			throw new IllegalArgumentException("The group must have a name");
		}
		if (shards < 1) {
			throw new IllegalArgumentException("There must be at least 1 shard, but there are " + shards);
		}
		if (lease.compareTo(Duration.ofMillis(100)) < 0) {
			throw new IllegalArgumentException("A lease must be at least 100 ms, but is " + lease.toMillis() + " ms");
		}
		if (rebalanceInterval.compareTo(Duration.ofMillis(1)) < 0 || rebalanceInterval.compareTo(lease) >= 0) {
			throw new IllegalArgumentException("The rebalance interval must be at least 1 ms and shorter than the lease"
					+ ", but is " + rebalanceInterval.toMillis() + " ms");
		}
	}

	/**
	 * For how long an owner believes in its lease: a tenth less than the engine does, for
	 * clocks that differ.
	 */
	Duration ownLease() {
		return this.lease.minus(this.lease.dividedBy(10));
	}

	/**
	 * When a lease is renewed, after it began.
	 */
	Duration renewAfter() {
		return this.lease.dividedBy(3);
	}

	/**
	 * The name of one of the fleet's locks or values.
	 */
	public String key(String kind) {
		return "phoenix-fleet:" + this.group + ":" + kind;
	}

}
