package io.phoenixchannels.fleet;

/**
 * A lock that was taken, and its lease.
 */
final class HeldLock {

	private final String key;

	private final Lease lease;

	private long renewAt;

	HeldLock(String key, Lease lease, long renewAt) {
		this.key = key;
		this.lease = lease;
		this.renewAt = renewAt;
	}

	String key() {
		return this.key;
	}

	Lease lease() {
		return this.lease;
	}

	/**
	 * When it is to be renewed, by the even clock.
	 */
	long renewAt() {
		return this.renewAt;
	}

	void renewAt(long renewAt) {
		this.renewAt = renewAt;
	}

}
