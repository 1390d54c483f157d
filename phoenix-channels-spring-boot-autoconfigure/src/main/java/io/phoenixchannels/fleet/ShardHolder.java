package io.phoenixchannels.fleet;

import java.util.concurrent.CompletableFuture;

/**
 * What does the work of the shards that an instance owns. Called on the thread of the
 * {@link FleetMember}; must not block.
 */
public interface ShardHolder {

	/**
	 * A shard is owned from now on, for as long as its lease is valid.
	 */
	void taken(int shard, Lease lease);

	/**
	 * Another instance is to have a shard: ends its work in good order. The lease goes on
	 * meanwhile.
	 * @return completes when the shard may be taken by another, on any thread; never
	 * fails
	 */
	CompletableFuture<?> giveBack(int shard);

	/**
	 * The lease of a shard has lapsed: another instance may have it already. The work has
	 * been ended, or is to be ended at once.
	 * @return completes when nothing of its work is left here, on any thread; never fails
	 */
	CompletableFuture<?> lost(int shard);

}
