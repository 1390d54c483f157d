package io.phoenixchannels.simulation;

import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.Transport;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * What lies between one client and the server, as a transport. How it takes attempts to
 * connect is its mood, which the {@link Weather} sets.
 */
final class SimulatedNetwork implements Transport {

	enum Mood {

		/** Attempts reach the server. */
		FAIR,

		/** Nobody is there. */
		UNREACHABLE,

		/** Nobody is there, which turns out within the call. */
		UNREACHABLE_AT_ONCE,

		/** A proxy answers. */
		REFUSING,

		/** Nothing ever comes back. */
		SILENT,

		/** The answer comes, but after the client has given up. */
		LATE

	}

	private final World world;

	private final SimulatedPhoenix phoenix;

	private final SimulatedClient client;

	private final Chance chance;

	private final List<SimulatedConnection> connections = new ArrayList<>();

	private Mood mood = Mood.FAIR;

	private int attempts;

	SimulatedNetwork(World world, SimulatedPhoenix phoenix, SimulatedClient client) {
		this.world = world;
		this.phoenix = phoenix;
		this.client = client;
		this.chance = world.chance().fork();
	}

	void setMood(Mood mood) {
		this.mood = mood;
	}

	long latency() {
		return this.chance.between(5, 40);
	}

	/**
	 * Those that have not ended.
	 */
	List<SimulatedConnection> connections() {
		this.connections.removeIf((connection) -> connection.state() == SimulatedConnection.State.ENDED);
		return this.connections;
	}

	@Nullable SimulatedConnection anyOpen() {
		List<SimulatedConnection> open = connections().stream().filter(SimulatedConnection::isOpen).toList();
		return open.isEmpty() ? null : this.chance.pick(open);
	}

	@Override
	public TransportConnection open(ConnectRequest request, TransportListener listener) {
		String query = request.uri().getQuery();
		int number = Integer.parseInt(param(query, "connection"));
		SimulatedConnection connection = new SimulatedConnection(this.world, this.client, number, ++this.attempts,
				listener);
		this.world.trace("%s is to be opened: %s", connection, this.mood);
		this.client.account().opening(connection);
		this.connections.add(connection);
		String token = param(query, "token");
		switch (this.mood) {
			case FAIR -> this.world.agenda().after(latency(), () -> reach(connection, token, 0));
			case LATE -> {
				this.world.saw(Seen.CONNECT_TOO_LATE);
				this.world.agenda().after(latency(), () -> reach(connection, token, 15_000));
			}
			case SILENT -> this.world.saw(Seen.CONNECT_UNANSWERED);
			case REFUSING -> {
				this.world.saw(Seen.CONNECT_REFUSED);
				int status = this.chance.of(404, 429, 500, 503);
				connection.refuse(new TransportException("refused with " + status, status));
			}
			case UNREACHABLE -> {
				this.world.saw(Seen.CONNECT_FAILED);
				connection.refuse(new TransportException("unreachable"));
			}
			case UNREACHABLE_AT_ONCE -> {
				this.world.saw(Seen.CONNECT_FAILED_AT_ONCE);
				connection.fail(new TransportException("no route"));
			}
		}
		return connection;
	}

	private static String param(String query, String name) {
		for (String param : query.split("&")) {
			if (param.startsWith(name + "=")) {
				return param.substring(name.length() + 1);
			}
		}
		throw new IllegalArgumentException("The request has no " + name + ": " + query);
	}

	private void reach(SimulatedConnection connection, String token, long delay) {
		if (!this.phoenix.isUp()) {
			connection.refuse(new TransportException("connection refused"));
			return;
		}
		PhoenixSocket socket = this.phoenix.accept(connection, token);
		if (socket == null) {
			this.world.saw(Seen.TOKEN_REFUSED);
			connection.refuse(new TransportException("refused with 403", 403));
			return;
		}
		connection.reached(socket);
		connection.open(delay);
	}

}
