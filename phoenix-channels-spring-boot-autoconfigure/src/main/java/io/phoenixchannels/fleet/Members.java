package io.phoenixchannels.fleet;

import java.util.BitSet;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The slots that are taken, each by one instance. Immutable.
 */
final class Members {

	static final Members NONE = new Members(new BitSet());

	private static final String VERSION = "v1:";

	private final BitSet slots;

	private Members(BitSet slots) {
		this.slots = slots;
	}

	static Members of(int... slots) {
		BitSet set = new BitSet();
		for (int slot : slots) {
			set.set(slot);
		}
		return new Members(set);
	}

	/**
	 * Reads what {@link #text()} gave.
	 * @param text null for none
	 * @throws IllegalArgumentException if it is something else
	 */
	static Members parse(@Nullable String text) {
		if (text == null) {
			return NONE;
		}
		if (!text.startsWith(VERSION)) {
			throw new IllegalArgumentException("'" + text + "' does not begin with " + VERSION);
		}
		return new Members(BitSet.valueOf(HexFormat.of().parseHex(text, VERSION.length(), text.length())));
	}

	/**
	 * One bit for each slot, in hexadecimal digits: 250 for 1,000 members.
	 */
	String text() {
		return VERSION + HexFormat.of().formatHex(this.slots.toByteArray());
	}

	Members with(int slot) {
		BitSet changed = (BitSet) this.slots.clone();
		changed.set(slot);
		return new Members(changed);
	}

	Members without(int slot) {
		BitSet changed = (BitSet) this.slots.clone();
		changed.clear(slot);
		return new Members(changed);
	}

	boolean contains(int slot) {
		return this.slots.get(slot);
	}

	int count() {
		return this.slots.cardinality();
	}

	/**
	 * One more than the highest slot that is taken.
	 */
	int limit() {
		return this.slots.length();
	}

	/**
	 * The next slot that is taken, going round.
	 * @return -1 if there is no other
	 */
	int after(int slot) {
		int next = this.slots.nextSetBit(slot + 1);
		if (next < 0) {
			next = this.slots.nextSetBit(0);
		}
		return (next == slot) ? -1 : next;
	}

	/**
	 * One of the lowest slots that are free.
	 * @param index 0 for the lowest one
	 */
	int free(int index) {
		int slot = this.slots.nextClearBit(0);
		for (int skipped = 0; skipped < index; skipped++) {
			slot = this.slots.nextClearBit(slot + 1);
		}
		return slot;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Members that && this.slots.equals(that.slots);
	}

	@Override
	public int hashCode() {
		return this.slots.hashCode();
	}

	@Override
	public String toString() {
		return this.slots.toString();
	}

}
