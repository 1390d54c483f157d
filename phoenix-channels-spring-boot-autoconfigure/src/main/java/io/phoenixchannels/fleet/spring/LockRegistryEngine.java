package io.phoenixchannels.fleet.spring;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;

import io.phoenixchannels.fleet.LockEngine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * The locks of a {@link LockRegistry}. Those that can be renewed are, with the lease of
 * the fleet where the registry takes one; those of other registries, such as ZooKeeper
 * and Hazelcast, last as long as the session with their server, which cannot be seen from
 * here.
 */
final class LockRegistryEngine implements LockEngine {

	private static final Log logger = LogFactory.getLog(LockRegistryEngine.class);

	private final LockRegistry<?> registry;

	private final Map<String, Lock> held = new HashMap<>();

	LockRegistryEngine(LockRegistry<?> registry) {
		this.registry = registry;
	}

	@Override
	public boolean tryLock(String key, Duration ttl) {
		Lock lock = this.registry.obtain(key);
		if (!tryLock(lock, ttl)) {
			return false;
		}
		this.held.put(key, lock);
		return true;
	}

	private static boolean tryLock(Lock lock, Duration ttl) {
		if (!(lock instanceof DistributedLock distributed)) {
			return lock.tryLock();
		}
		try {
			return distributed.tryLock(Duration.ZERO, ttl);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while a lock was taken", ex);
		}
	}

	@Override
	public boolean renew(String key, Duration ttl) {
		Lock lock = this.held.get(key);
		if (lock == null) {
			return false;
		}
		if (!(this.registry instanceof RenewableLockRegistry<?> renewable)) {
			return true;
		}
		try {
			if (lock instanceof DistributedLock) {
				renewable.renewLock(key, ttl);
			}
			else {
				renewable.renewLock(key);
			}
			return true;
		}
		catch (IllegalStateException | IllegalMonitorStateException ex) {
			logger.debug("The lock '" + key + "' is lost", ex);
			return false;
		}
	}

	@Override
	public void unlock(String key) {
		Lock lock = this.held.remove(key);
		if (lock == null) {
			return;
		}
		try {
			lock.unlock();
		}
		catch (IllegalStateException | IllegalMonitorStateException | ConcurrentModificationException ex) {
			logger.debug("The lock '" + key + "' was lost before it was given back", ex);
		}
	}

}
