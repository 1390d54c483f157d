package io.phoenixchannels.boot.endpoint;

import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.listener.ListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Which listeners are whose.
 */
final class ClientListeners {

	private final @Nullable PhoenixListenerEndpointRegistry registry;

	ClientListeners(@Nullable PhoenixListenerEndpointRegistry registry) {
		this.registry = registry;
	}

	List<ListenerDescriptor> of(String client) {
		List<ListenerDescriptor> listeners = new ArrayList<>();
		if (this.registry != null) {
			for (String id : this.registry.ids()) {
				ListenerEndpoint endpoint = this.registry.endpoint(id);
				if (endpoint != null && isOf(client, endpoint, this.registry)) {
					listeners
						.add(ListenerDescriptor.of(endpoint, this.registry.isRunning(id), this.registry.isPaused(id)));
				}
			}
		}
		return List.copyOf(listeners);
	}

	void start(String client, String id) {
		existing(client, id).start(id);
	}

	void stop(String client, String id) {
		existing(client, id).stop(id);
	}

	void pause(String client, String id) {
		try {
			existing(client, id).pause(id);
		}
		catch (IllegalArgumentException ex) {
			throw PhoenixEndpointException.badRequest(String.valueOf(ex.getMessage()));
		}
	}

	void resume(String client, String id) {
		existing(client, id).resume(id);
	}

	private PhoenixListenerEndpointRegistry existing(String client, String id) {
		ListenerEndpoint endpoint = (this.registry != null) ? this.registry.endpoint(id) : null;
		if (this.registry == null || endpoint == null || !isOf(client, endpoint, this.registry)) {
			throw PhoenixEndpointException.notFound("The client '" + client + "' has no listener '" + id + "'; it has "
					+ of(client).stream().map(ListenerDescriptor::id).toList());
		}
		return this.registry;
	}

	private static boolean isOf(String client, ListenerEndpoint endpoint, PhoenixListenerEndpointRegistry registry) {
		return registry.client(endpoint.client(), endpoint.description()).name().equals(client);
	}

}
