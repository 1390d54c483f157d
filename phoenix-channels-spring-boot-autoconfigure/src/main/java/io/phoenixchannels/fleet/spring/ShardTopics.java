package io.phoenixchannels.fleet.spring;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.Lease;
import io.phoenixchannels.listener.TopicOwnership;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one shard, and whether it is owned. Used on the thread of
 * {@link FleetTopics} only, but for its fence.
 */
final class ShardTopics implements TopicOwnership.Fence {

	private final int number;

	private final Set<SharedTopic> topics = new LinkedHashSet<>();

	/**
	 * Of the present owner, from when the shard is taken until nothing of its work is
	 * left here. Read by whoever handles messages.
	 */
	private volatile @Nullable Lease lease;

	private volatile Instant since = Instant.EPOCH;

	private volatile @Nullable CompletableFuture<?> ending;

	private volatile int count;

	ShardTopics(int number) {
		this.number = number;
	}

	@Override
	public boolean admits() {
		Lease lease = this.lease;
		return lease != null && lease.admits();
	}

	Set<SharedTopic> topics() {
		return this.topics;
	}

	void add(SharedTopic topic) {
		this.topics.add(topic);
		this.count = this.topics.size();
	}

	void remove(SharedTopic topic) {
		this.topics.remove(topic);
		this.count = this.topics.size();
	}

	@Nullable Lease lease() {
		return this.lease;
	}

	/**
	 * Whether topics are to be joined.
	 */
	boolean isOwned() {
		return this.lease != null && this.ending == null;
	}

	/**
	 * Whether this is still the time of that lease.
	 */
	boolean isOwnedBy(Lease lease) {
		return this.lease == lease && this.ending == null;
	}

	void begin(Lease lease, Instant now) {
		this.ending = null;
		this.since = now;
		this.lease = lease;
	}

	/**
	 * What completes when nothing of the work is left; null while it goes on.
	 */
	@Nullable CompletableFuture<?> ending() {
		return this.ending;
	}

	void ending(CompletableFuture<?> ending) {
		this.ending = ending;
	}

	void end() {
		this.lease = null;
	}

	FleetStatus.@Nullable Shard status() {
		Lease lease = this.lease;
		return (lease == null || !lease.isValid()) ? null
				: new FleetStatus.Shard(this.number, this.since, lease.age(), this.count, this.ending != null);
	}

}
