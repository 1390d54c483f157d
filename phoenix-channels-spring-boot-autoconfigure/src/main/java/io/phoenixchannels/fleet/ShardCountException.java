package io.phoenixchannels.fleet;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * The fleet spreads its topics over another number of shards than this instance would: if
 * both went on, they would own the same topic.
 */
public final class ShardCountException extends PhoenixException {

	private final int own;

	private final String agreed;

	private final String key;

	ShardCountException(String group, int own, String agreed, String key) {
		super("The fleet '" + group + "' has " + agreed + " shards, but this instance is configured with " + own);
		this.own = own;
		this.agreed = agreed;
		this.key = key;
	}

	/**
	 * What this instance is configured with.
	 */
	public int own() {
		return this.own;
	}

	/**
	 * What the first instance of the fleet was configured with.
	 */
	public String agreed() {
		return this.agreed;
	}

	/**
	 * Where the number stands in the store.
	 */
	public String key() {
		return this.key;
	}

}
