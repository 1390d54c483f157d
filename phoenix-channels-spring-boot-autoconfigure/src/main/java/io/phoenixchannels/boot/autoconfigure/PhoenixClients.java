package io.phoenixchannels.boot.autoconfigure;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.phoenixchannels.client.PhoenixClient;
import org.jspecify.annotations.Nullable;

/**
 * All clients of the application, with their properties.
 */
class PhoenixClients {

	private final Map<String, PhoenixClient> byName = new LinkedHashMap<>();

	private final Map<String, PhoenixProperties> properties = new LinkedHashMap<>();

	private final @Nullable PhoenixClient defaultClient;

	private final PhoenixProperties topLevel;

	/**
	 * Collects the clients.
	 * @param defaultClient the one that is injected without further ado; null if there is
	 * none
	 */
	PhoenixClients(Collection<PhoenixClient> clients, @Nullable PhoenixClient defaultClient, PhoenixProperties topLevel,
			NamedClients namedClients) {
		this.defaultClient = (defaultClient == null && clients.size() == 1) ? clients.iterator().next() : defaultClient;
		this.topLevel = topLevel;
		for (PhoenixClient client : clients) {
			if (this.byName.putIfAbsent(client.name(), client) != null) {
				throw new IllegalStateException("There are two Phoenix clients with the name '" + client.name()
						+ "'. Give one of them another name with PhoenixClientBuilder.name");
			}
		}
		namedClients.names().forEach((name) -> this.properties.put(name, namedClients.properties(name)));
	}

	Collection<PhoenixClient> all() {
		return Collections.unmodifiableCollection(this.byName.values());
	}

	@Nullable PhoenixClient defaultClient() {
		return this.defaultClient;
	}

	/**
	 * The properties of a client; those of the top level for one that the application has
	 * built itself.
	 */
	PhoenixProperties properties(String client) {
		return this.properties.getOrDefault(client, this.topLevel);
	}

	PhoenixProperties properties(PhoenixClient client) {
		return properties(client.name());
	}

}
