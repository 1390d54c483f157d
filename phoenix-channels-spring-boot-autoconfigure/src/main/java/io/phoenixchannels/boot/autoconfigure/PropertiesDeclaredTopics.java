package io.phoenixchannels.boot.autoconfigure;

import java.util.Collection;
import java.util.List;

import io.phoenixchannels.listener.DeclaredTopics;
import org.jspecify.annotations.Nullable;

/**
 * The topics of the properties, and the params that suppliers give.
 */
final class PropertiesDeclaredTopics implements DeclaredTopics {

	private final PhoenixClients clients;

	private final List<PhoenixJoinParamsSupplier> suppliers;

	PropertiesDeclaredTopics(PhoenixClients clients, List<PhoenixJoinParamsSupplier> suppliers) {
		this.clients = clients;
		this.suppliers = suppliers;
	}

	@Override
	public Collection<String> topics(String client) {
		return this.clients.properties(client)
			.topics()
			.stream()
			.map(PhoenixProperties.Topic::topic)
			.distinct()
			.toList();
	}

	@Override
	public boolean resumes(String client, String topic) {
		return this.suppliers.stream().anyMatch((supplier) -> supplier.appliesTo(client, topic));
	}

	@Override
	public @Nullable Join join(String client, String topic) {
		for (PhoenixJoinParamsSupplier supplier : this.suppliers) {
			if (supplier.appliesTo(client, topic)) {
				return (channel) -> channel.join(supplier);
			}
		}
		for (PhoenixProperties.Topic declared : this.clients.properties(client).topics()) {
			if (declared.topic().equals(topic) && !declared.params().isEmpty()) {
				return (channel) -> channel.join(declared.params());
			}
		}
		return null;
	}

}
