package io.phoenixchannels.fleet.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * What stands between an instance and its engine, and can be pulled: then nothing reaches
 * the engine any more.
 */
final class Plug {

	private final ReadWriteLock lock = new ReentrantReadWriteLock();

	private boolean pulled;

	/**
	 * Pulls it. What is under way ends before.
	 */
	void pull() {
		this.lock.writeLock().lock();
		this.pulled = true;
		this.lock.writeLock().unlock();
	}

	void putBack() {
		this.lock.writeLock().lock();
		this.pulled = false;
		this.lock.writeLock().unlock();
	}

	/**
	 * Does something while the plug is in; nothing otherwise.
	 */
	void whileIn(Runnable action) {
		this.lock.readLock().lock();
		try {
			if (!this.pulled) {
				action.run();
			}
		}
		finally {
			this.lock.readLock().unlock();
		}
	}

	private <T> T call(Supplier<T> action) {
		this.lock.readLock().lock();
		try {
			if (this.pulled) {
				throw new DataAccessResourceFailureException("The plug is pulled");
			}
			return action.get();
		}
		finally {
			this.lock.readLock().unlock();
		}
	}

	DataSource dataSource(DataSource dataSource) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() {
				return call(() -> {
					try {
						return super.getConnection();
					}
					catch (SQLException ex) {
						throw new IllegalStateException(ex);
					}
				});
			}

		};
	}

	RenewableLockRegistry<DistributedLock> locks(RenewableLockRegistry<DistributedLock> registry) {
		return new RenewableLockRegistry<>() {

			@Override
			public DistributedLock obtain(Object key) {
				return new PluggedLock(registry.obtain(key));
			}

			@Override
			public void renewLock(Object key) {
				call(() -> {
					registry.renewLock(key);
					return true;
				});
			}

			@Override
			public void renewLock(Object key, Duration ttl) {
				call(() -> {
					registry.renewLock(key, ttl);
					return true;
				});
			}

		};
	}

	ConcurrentMetadataStore store(ConcurrentMetadataStore store) {
		return new ConcurrentMetadataStore() {

			@Override
			public void put(String key, String value) {
				call(() -> {
					store.put(key, value);
					return true;
				});
			}

			@Override
			public String get(String key) {
				return call(() -> store.get(key));
			}

			@Override
			public String remove(String key) {
				throw new UnsupportedOperationException();
			}

			@Override
			public String putIfAbsent(String key, String value) {
				return call(() -> store.putIfAbsent(key, value));
			}

			@Override
			public boolean replace(String key, String expected, String value) {
				return call(() -> store.replace(key, expected, value));
			}

		};
	}

	private final class PluggedLock implements DistributedLock {

		private final DistributedLock delegate;

		private PluggedLock(DistributedLock delegate) {
			this.delegate = delegate;
		}

		@Override
		public boolean tryLock(Duration wait, Duration ttl) {
			return call(() -> {
				try {
					return this.delegate.tryLock(wait, ttl);
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			});
		}

		@Override
		public void unlock() {
			call(() -> {
				this.delegate.unlock();
				return true;
			});
		}

		@Override
		public void lock() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void lock(Duration ttl) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void lockInterruptibly() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean tryLock() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean tryLock(long time, TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Condition newCondition() {
			throw new UnsupportedOperationException();
		}

	}

}
