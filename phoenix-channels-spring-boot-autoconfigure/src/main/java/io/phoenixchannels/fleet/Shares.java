package io.phoenixchannels.fleet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Who is to own which shard. It follows from the members alone, so that all who know the
 * same members agree; no two shares differ by more than one shard; and when one member
 * comes or goes, hardly more moves than must.
 * <p>
 * First, all slots up to the highest one are dealt their shares as if they had come one
 * after the other: each takes an equal part from those before it, and nothing else moves.
 * Then the shards of slots that nobody holds go to the smallest shares, by the highest
 * random weight where there are several, so that one slot's fate changes little for the
 * shards of another.
 */
final class Shares {

	private final int[] owners;

	private Shares(int[] owners) {
		this.owners = owners;
	}

	/**
	 * Shares out.
	 * @param members at least one
	 */
	static Shares of(int shards, Members members) {
		int[] owners = dealt(shards, members.limit());
		new Heirs(shards, members, owners).inherit();
		return new Shares(owners);
	}

	private static int[] dealt(int shards, int slots) {
		List<Deque<Integer>> hands = new ArrayList<>(slots);
		hands.add(new ArrayDeque<>(shards));
		for (int shard = 0; shard < shards; shard++) {
			hands.get(0).add(shard);
		}
		for (int slot = 1; slot < slots; slot++) {
			Deque<Integer> dealt = new ArrayDeque<>();
			for (int donor = 0; donor < slot; donor++) {
				Deque<Integer> hand = hands.get(donor);
				int kept = shards / (slot + 1) + ((donor < shards % (slot + 1)) ? 1 : 0);
				while (hand.size() > kept) {
					dealt.add(hand.removeLast());
				}
			}
			hands.add(dealt);
		}
		int[] owners = new int[shards];
		for (int slot = 0; slot < slots; slot++) {
			for (int shard : hands.get(slot)) {
				owners[shard] = slot;
			}
		}
		return owners;
	}

	/**
	 * The slot that is to own a shard.
	 */
	int owner(int shard) {
		return this.owners[shard];
	}

	/**
	 * The shards that a slot is to own.
	 */
	BitSet of(int slot) {
		BitSet result = new BitSet(this.owners.length);
		for (int shard = 0; shard < this.owners.length; shard++) {
			if (this.owners[shard] == slot) {
				result.set(shard);
			}
		}
		return result;
	}

	/**
	 * Those who get the shards of slots that nobody holds.
	 */
	private static final class Heirs {

		private final Members members;

		private final int[] owners;

		private final int[] sizes;

		/** What every member gets at least. */
		private final int least;

		/** How many members lack something of that. */
		private int poor;

		Heirs(int shards, Members members, int[] owners) {
			this.members = members;
			this.owners = owners;
			this.sizes = new int[members.limit()];
			this.least = shards / members.count();
			Arrays.stream(owners).forEach((owner) -> this.sizes[owner]++);
			for (int slot = 0; slot < this.sizes.length; slot++) {
				if (isPoor(slot)) {
					this.poor++;
				}
			}
		}

		private boolean isPoor(int slot) {
			return this.members.contains(slot) && this.sizes[slot] < this.least;
		}

		void inherit() {
			for (int shard = 0; shard < this.owners.length; shard++) {
				if (!this.members.contains(this.owners[shard])) {
					int heir = heir(shard);
					this.owners[shard] = heir;
					boolean wasPoor = isPoor(heir);
					this.sizes[heir]++;
					if (wasPoor && !isPoor(heir)) {
						this.poor--;
					}
				}
			}
		}

		private int heir(int shard) {
			int limit = (this.poor > 0) ? this.least : this.least + 1;
			int heir = -1;
			long highest = Long.MIN_VALUE;
			for (int slot = 0; slot < this.sizes.length; slot++) {
				if (this.members.contains(slot) && this.sizes[slot] < limit) {
					long weight = weight(shard, slot);
					if (heir < 0 || weight > highest) {
						heir = slot;
						highest = weight;
					}
				}
			}
			return heir;
		}

		/** The finalizer of SplitMix64. */
		private static long weight(int shard, int slot) {
			long mixed = (((long) shard << 32) | slot) * 0x9E3779B97F4A7C15L;
			mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
			mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
			return mixed ^ (mixed >>> 31);
		}

	}

}
