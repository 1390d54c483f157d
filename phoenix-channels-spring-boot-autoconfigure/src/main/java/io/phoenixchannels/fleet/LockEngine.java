package io.phoenixchannels.fleet;

import java.time.Duration;

/**
 * The locks of all instances, in whatever keeps them. Called on one thread only. What its
 * methods throw says that the engine could not be reached, and that nothing is known.
 */
public interface LockEngine {

	/**
	 * Takes a lock if it is free, without waiting for it.
	 * @param ttl after which it is free again unless it is renewed
	 */
	boolean tryLock(String key, Duration ttl);

	/**
	 * Renews a lock that was taken.
	 * @return false if it is lost
	 */
	boolean renew(String key, Duration ttl);

	/**
	 * Gives a lock back, also one that is lost.
	 */
	void unlock(String key);

}
