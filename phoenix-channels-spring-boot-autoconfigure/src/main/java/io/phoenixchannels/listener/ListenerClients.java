package io.phoenixchannels.listener;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import io.phoenixchannels.client.PhoenixClient;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client of an endpoint.
 */
final class ListenerClients {

	private final Map<String, PhoenixClient> byName = new TreeMap<>();

	private final @Nullable PhoenixClient defaultClient;

	ListenerClients(Collection<PhoenixClient> clients, @Nullable PhoenixClient defaultClient) {
		clients.forEach((client) -> this.byName.put(client.name(), client));
		this.defaultClient = defaultClient;
	}

	PhoenixClient of(ListenerEndpoint endpoint) {
		return of(endpoint.client(), endpoint.description());
	}

	PhoenixClient of(@Nullable String name, String description) {
		PhoenixClient client = (name != null) ? this.byName.get(name) : this.defaultClient;
		if (client != null) {
			return client;
		}
		if (name == null) {
			throw new InvalidListenerException(description,
					"it names no client, and there is no default one. Name one of " + this.byName.keySet()
							+ " in the attribute client, or set phoenix.channels.url");
		}
		throw new InvalidListenerException(description, "there is no client '" + name + "', only "
				+ this.byName.keySet() + ". Configure it at phoenix.channels.clients." + name + ", or name another");
	}

}
