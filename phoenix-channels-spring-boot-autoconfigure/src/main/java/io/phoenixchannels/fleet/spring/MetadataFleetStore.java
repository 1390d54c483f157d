package io.phoenixchannels.fleet.spring;

import io.phoenixchannels.fleet.FleetStore;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.ConcurrentMetadataStore;

/**
 * The values of a {@link ConcurrentMetadataStore}.
 */
final class MetadataFleetStore implements FleetStore {

	private final ConcurrentMetadataStore store;

	MetadataFleetStore(ConcurrentMetadataStore store) {
		this.store = store;
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

}
