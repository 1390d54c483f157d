package io.phoenixchannels.fleet;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * One shard that a member owns, or has not yet done with.
 */
final class Tenure {

	private final int shard;

	private final HeldLock lock;

	private @Nullable CompletableFuture<?> ending;

	private boolean lost;

	Tenure(int shard, HeldLock lock) {
		this.shard = shard;
		this.lock = lock;
	}

	int shard() {
		return this.shard;
	}

	HeldLock lock() {
		return this.lock;
	}

	/**
	 * Neither lost nor about to be given back.
	 */
	boolean isSettled() {
		return this.ending == null;
	}

	boolean isLost() {
		return this.lost;
	}

	void giveBack(ShardHolder holder) {
		this.ending = holder.giveBack(this.shard);
	}

	void lose(ShardHolder holder) {
		this.lock.lease().end();
		this.lost = true;
		this.ending = holder.lost(this.shard);
	}

	boolean isOver() {
		return this.ending != null && this.ending.isDone();
	}

	/**
	 * Runs something when the shard's work has ended.
	 */
	void whenOver(Runnable action) {
		if (this.ending != null) {
			this.ending.whenComplete((nothing, ex) -> action.run());
		}
	}

}
