package io.phoenixchannels.boot.endpoint;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.fleet.PhoenixFleet;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows clients with their connections, channels and listeners, and lets an operator
 * join, leave and reconnect, and start, stop, pause and resume listeners. Reading sends
 * nothing, and no operation waits for the server.
 */
@Endpoint(id = "phoenixchannels")
public class PhoenixEndpoint {

	private final Map<String, PhoenixClient> clients = new TreeMap<>();

	private final ClientListeners listeners;

	private final @Nullable PhoenixFleet fleet;

	/**
	 * Will show these clients.
	 * @param registry null if there are no listeners
	 */
	public PhoenixEndpoint(Collection<? extends PhoenixClient> clients,
			@Nullable PhoenixListenerEndpointRegistry registry) {
		this(clients, registry, null);
	}

	/**
	 * Will show these clients.
	 * @param registry null if there are no listeners
	 * @param fleet null if the application is a member of none
	 */
	public PhoenixEndpoint(Collection<? extends PhoenixClient> clients,
			@Nullable PhoenixListenerEndpointRegistry registry, @Nullable PhoenixFleet fleet) {
		clients.forEach((client) -> this.clients.put(client.name(), client));
		this.listeners = new ClientListeners(registry);
		this.fleet = fleet;
	}

	/**
	 * All clients, with their connections, channels and listeners.
	 */
	@ReadOperation
	public ClientsDescriptor clients() {
		Map<String, ClientDescriptor> descriptors = new TreeMap<>();
		this.clients.forEach((name, client) -> descriptors.put(name, describe(client)));
		return new ClientsDescriptor(descriptors,
				(this.fleet != null) ? FleetDescriptor.of(this.fleet.status()) : null);
	}

	/**
	 * Shows one client.
	 * @throws InvalidEndpointRequestException if there is none with this name
	 */
	@ReadOperation
	public ClientDescriptor client(@Selector String client) {
		return describe(existing(client));
	}

	/**
	 * Does something with one client, without waiting for the server.
	 * @param action {@code join} and {@code leave} a topic, {@code reconnect},
	 * {@code start}, {@code stop}, {@code pause} and {@code resume} a listener
	 * @param topic for {@code join} and {@code leave}
	 * @param listener the id of one, for the actions on listeners
	 * @return the client right after it
	 * @throws InvalidEndpointRequestException if there is no such client, action, topic
	 * or listener, or a parameter is missing
	 */
	@WriteOperation
	public ClientDescriptor perform(@Selector String client, @Nullable String action, @Nullable String topic,
			@Nullable String listener) {
		PhoenixClient existing = existing(client);
		ClientAction wanted = ClientAction.of(action);
		switch (wanted) {
			case JOIN -> join(existing, required(wanted, "topic", topic));
			case LEAVE -> leave(existing, required(wanted, "topic", topic));
			case RECONNECT -> reconnect(existing);
			case START -> this.listeners.start(client, required(wanted, "listener", listener));
			case STOP -> this.listeners.stop(client, required(wanted, "listener", listener));
			case PAUSE -> this.listeners.pause(client, required(wanted, "listener", listener));
			case RESUME -> this.listeners.resume(client, required(wanted, "listener", listener));
		}
		return describe(existing);
	}

	private static void join(PhoenixClient client, String topic) {
		try {
			client.join(topic);
		}
		catch (IllegalArgumentException ex) {
			throw PhoenixEndpointException.badRequest("'" + topic + "' is no topic that can be joined");
		}
		catch (IllegalStateException ex) {
			throw closed(client);
		}
	}

	private static void leave(PhoenixClient client, String topic) {
		if (client.status().channels().stream().noneMatch((channel) -> channel.topic().equals(topic))) {
			throw PhoenixEndpointException
				.notFound("The client '" + client.name() + "' has no channel of the topic '" + topic + "'");
		}
		client.leave(topic);
	}

	private static void reconnect(PhoenixClient client) {
		try {
			client.reconnect();
		}
		catch (IllegalStateException ex) {
			throw closed(client);
		}
	}

	private static PhoenixEndpointException closed(PhoenixClient client) {
		return PhoenixEndpointException
			.conflict("The client '" + client.name() + "' is closed, and cannot be used any more");
	}

	private static String required(ClientAction action, String name, @Nullable String value) {
		if (value == null || value.isBlank()) {
			throw PhoenixEndpointException
				.badRequest("The parameter " + name + " is missing, which the action " + action.text() + " needs");
		}
		return value;
	}

	private PhoenixClient existing(String name) {
		PhoenixClient client = this.clients.get(name);
		if (client == null) {
			throw PhoenixEndpointException
				.notFound("There is no client '" + name + "'; there are " + this.clients.keySet());
		}
		return client;
	}

	private ClientDescriptor describe(PhoenixClient client) {
		return ClientDescriptor.of(client, this.listeners.of(client.name()));
	}

}
