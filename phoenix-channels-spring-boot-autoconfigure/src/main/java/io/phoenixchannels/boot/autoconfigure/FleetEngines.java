package io.phoenixchannels.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.PropertiesPersistingMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.support.locks.PassThruLockRegistry;

/**
 * Finds what keeps the locks and the values of a fleet, and refuses what other instances
 * would not see.
 *
 * @param property that asks for the fleet, for messages
 */
record FleetEngines(String property) {

	LockRegistry<?> locks(ObjectProvider<LockRegistry<?>> registries) {
		LockRegistry<?> registry = registries.getIfUnique();
		if (registry == null) {
			throw wrong("there are several LockRegistry beans", "Mark one of them with @Primary");
		}
		if (registry instanceof DefaultLockRegistry || registry instanceof PassThruLockRegistry) {
			throw wrong(
					"the " + registry.getClass().getSimpleName() + " bean keeps its locks to this instance of the"
							+ " application",
					"Use a LockRegistry that all instances share, such as a JdbcLockRegistry or a RedisLockRegistry");
		}
		return registry;
	}

	ConcurrentMetadataStore store(ObjectProvider<ConcurrentMetadataStore> stores) {
		ConcurrentMetadataStore store = stores.getIfUnique();
		if (store == null) {
			boolean several = stores.stream().findAny().isPresent();
			throw several ? wrong("there are several ConcurrentMetadataStore beans", "Mark one of them with @Primary")
					: wrong("there is no ConcurrentMetadataStore bean, which keeps the members and the cursors",
							"Add the one that belongs to the LockRegistry, such as a JdbcMetadataStore or a"
									+ " RedisMetadataStore");
		}
		// Subclasses of the simple one may well be shared, as Hazelcast's is
		if (store.getClass() == SimpleMetadataStore.class || store instanceof PropertiesPersistingMetadataStore) {
			throw wrong(
					"the " + store.getClass().getSimpleName() + " bean keeps its values to this instance of the"
							+ " application",
					"Use a store that all instances share, such as a JdbcMetadataStore or a RedisMetadataStore");
		}
		return store;
	}

	private InvalidPhoenixPropertyException wrong(String problem, String action) {
		return new InvalidPhoenixPropertyException(this.property, "is true, but " + problem, action);
	}

}
