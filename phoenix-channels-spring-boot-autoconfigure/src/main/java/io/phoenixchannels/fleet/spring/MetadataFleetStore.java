package io.phoenixchannels.fleet.spring;

import java.util.Objects;

import io.phoenixchannels.fleet.FleetStore;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.ConcurrentMetadataStore;

/**
 * The values of a {@link ConcurrentMetadataStore}.
 */
final class MetadataFleetStore implements FleetStore {

	private final ConcurrentMetadataStore store;

	/**
	 * Whether a change of any value lets the comparison of any other fail, as in one hash
	 * of Redis that is watched as a whole.
	 */
	private volatile boolean coarse;

	MetadataFleetStore(ConcurrentMetadataStore store) {
		this.store = store;
		this.coarse = isOfRedis(store.getClass());
	}

	/**
	 * Which would also open a connection for each comparison. Named, as the class may not
	 * be there.
	 */
	private static boolean isOfRedis(@Nullable Class<?> type) {
		return type != null
				&& (type.getName().equals("org.springframework.integration.redis.metadata.RedisMetadataStore")
						|| isOfRedis(type.getSuperclass()));
	}

	@Override
	public @Nullable String get(String key) {
		return this.store.get(key);
	}

	@Override
	public @Nullable String putIfAbsent(String key, String value) {
		return this.store.putIfAbsent(key, value);
	}

	@Override
	public boolean replace(String key, String expected, String value) {
		return this.store.replace(key, expected, value);
	}

	@Override
	public boolean overwrite(String key, @Nullable String read, String value) {
		if (!this.coarse) {
			if (compareAndSet(key, read, value)) {
				return true;
			}
			if (!Objects.equals(read, this.store.get(key))) {
				return false;
			}
			this.coarse = true;
		}
		this.store.put(key, value);
		return true;
	}

}
