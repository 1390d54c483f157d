package io.phoenixchannels.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The connections of a client, and which channel is on which. There is one to begin with;
 * more are opened when more topics are wanted than one may carry, and closed when they
 * carry none any more.
 */
final class Connections implements Connection.Owner, Channel.Owner {

	private final Turn turn;

	private final Map<String, Channel> channels;

	private final List<Connection> connections = new ArrayList<>();

	private final Operations connects = new Operations();

	private final Operations disconnects = new Operations();

	private boolean wanted;

	/** While all connections are replaced, none carries on for another. */
	private boolean replacing;

	private int limit;

	Connections(Turn turn, Map<String, Channel> channels) {
		this.turn = turn;
		this.channels = channels;
		this.limit = turn.policy().maxChannelsPerConnection();
		this.connections.add(new Connection(1, turn, this));
	}

	@Nullable Connection get(ConnectionId id) {
		return get(id.number());
	}

	@Nullable Link link(int number) {
		Connection connection = get(number);
		return (connection != null) ? connection.link() : null;
	}

	private @Nullable Connection get(int number) {
		for (Connection connection : this.connections) {
			if (connection.number() == number) {
				return connection;
			}
		}
		return null;
	}

	int awaitedReplies() {
		return this.connections.stream().mapToInt((connection) -> connection.replies().size()).sum();
	}

	List<ConnectionStatus> status() {
		return this.connections.stream().map(Connection::status).toList();
	}

	void connect(OperationId operation) {
		this.wanted = true;
		this.disconnects.resolve(this.turn, Outcome.DONE);
		if (this.connections.stream().anyMatch(Connection::isOpen)) {
			this.turn.resolve(operation, Outcome.DONE);
		}
		else {
			this.connects.add(operation);
		}
		this.connections.stream().filter(this::isNeeded).toList().forEach(Connection::connect);
	}

	void disconnect(OperationId operation) {
		this.wanted = false;
		this.connects.resolve(this.turn, new Outcome.GivenUp(DisconnectReason.requested()));
		this.disconnects.add(operation);
		List.copyOf(this.connections).forEach(Connection::disconnect);
		disconnectedIfIdle();
	}

	void reconnect() {
		this.replacing = true;
		List.copyOf(this.connections).forEach(Connection::reconnect);
		this.replacing = false;
	}

	@Override
	public void opened(Connection connection) {
		this.connects.resolve(this.turn, Outcome.DONE);
	}

	@Override
	public void lost(Connection connection) {
		List.copyOf(connection.channels()).forEach((channel) -> channel.connectionLost(connection.lastHeard()));
		if (this.wanted && !this.replacing) {
			moveToOpenOnes(List.copyOf(connection.channels()));
			removeIfUnused(connection);
		}
	}

	/**
	 * What still has room carries on at once for what broke, so that after a break there
	 * are no more connections than are needed.
	 */
	private void moveToOpenOnes(List<Channel> channels) {
		for (Channel channel : channels) {
			for (Connection connection : this.connections) {
				if (connection.isOpen() && connection.channels().size() < this.limit) {
					channel.assign(connection);
					connection.joins().add(channel);
					break;
				}
			}
		}
	}

	@Override
	public void closed(Connection connection) {
		this.turn.announce(new Notice.ConnectionClosed(connection.number()));
		removeIfUnused(connection);
		disconnectedIfIdle();
	}

	@Override
	public void failed(Connection connection) {
		DisconnectReason reason = connection.lastDisconnect();
		if (this.connections.stream().allMatch(Connection::hasFailed)) {
			this.connects.resolve(this.turn, new Outcome.GivenUp(reason));
		}
		List.copyOf(connection.channels()).forEach((channel) -> channel.connectionFailed(reason));
	}

	@Override
	public void awaitsTurn(Channel channel) {
		Connection connection = channel.connection();
		if (connection == null) {
			connection = withRoom();
			channel.assign(connection);
		}
		connection.joins().add(channel);
	}

	@Override
	public void unassign(Channel channel) {
		Connection connection = channel.connection();
		channel.assign(null);
		if (connection != null) {
			removeIfUnused(connection);
		}
	}

	@Override
	public boolean connectionIsFull(Channel channel) {
		Connection full = channel.connection();
		int joined = (full != null) ? full.joined() : 0;
		if (full == null || joined == 0) {
			return false;
		}
		this.limit = Math.min(this.limit, joined);
		channel.assign(null);
		channel.moved();
		return true;
	}

	@Override
	public void closed(Channel channel) {
		this.channels.remove(channel.topic(), channel);
		unassign(channel);
	}

	private Connection withRoom() {
		Connection connection = firstWithRoom(false);
		if (connection == null) {
			connection = firstWithRoom(true);
		}
		if (connection == null) {
			connection = add();
		}
		if (this.wanted) {
			connection.connectAgain();
		}
		return connection;
	}

	private @Nullable Connection firstWithRoom(boolean failed) {
		for (Connection connection : this.connections) {
			if (connection.hasFailed() == failed && connection.channels().size() < this.limit) {
				return connection;
			}
		}
		return null;
	}

	private Connection add() {
		int number = 1;
		while (number <= this.connections.size() && this.connections.get(number - 1).number() == number) {
			number++;
		}
		Connection connection = new Connection(number, this.turn, this);
		this.connections.add(number - 1, connection);
		return connection;
	}

	private boolean isNeeded(Connection connection) {
		return this.connections.get(0) == connection || !connection.channels().isEmpty();
	}

	private void removeIfUnused(Connection connection) {
		if (isNeeded(connection)) {
			return;
		}
		if (connection.isIdle()) {
			this.connections.remove(connection);
		}
		else {
			connection.disconnect();
		}
	}

	private void disconnectedIfIdle() {
		if (!this.wanted && this.connections.stream().allMatch(Connection::isIdle)) {
			this.disconnects.resolve(this.turn, Outcome.DONE);
		}
	}

}
