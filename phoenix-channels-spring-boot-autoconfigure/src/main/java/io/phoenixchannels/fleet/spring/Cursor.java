package io.phoenixchannels.fleet.spring;

import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.fleet.FleetStore;
import io.phoenixchannels.fleet.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The cursor of one topic. Where the store can, it is changed by compare and set, on top
 * of what its owner read or wrote last, so that an owner that comes too late does not set
 * it back; if one does, messages are repeated, and none is missed. Used on the thread of
 * {@link Cursors} only, but for what is volatile.
 */
final class Cursor {

	private final String key;

	private final FleetStore store;

	private @Nullable String stored;

	private volatile @Nullable PhoenixMessage last;

	Cursor(String key, FleetStore store) {
		this.key = key;
		this.store = store;
	}

	/**
	 * Reads it.
	 */
	@Nullable String load() {
		this.stored = this.store.get(this.key);
		return this.stored;
	}

	/**
	 * Takes down which message is the cursor that is stored.
	 */
	void loaded(@Nullable PhoenixMessage message) {
		this.last = message;
	}

	/**
	 * Whether a message is another one than that which is stored.
	 */
	boolean isBehind(PhoenixMessage message) {
		return this.last != message;
	}

	/**
	 * Stores it, while the lease lasts.
	 * @return whether it was stored
	 */
	boolean store(PhoenixMessage message, String text, Lease lease) {
		for (int attempt = 0; attempt < 2 && lease.isValid(); attempt++) {
			if (this.store.overwrite(this.key, this.stored, text)) {
				this.stored = text;
				this.last = message;
				return true;
			}
			// An owner from before was late: its value gives way to the newer one.
			this.stored = this.store.get(this.key);
		}
		return false;
	}

}
