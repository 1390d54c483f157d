package io.phoenixchannels.client;

import java.util.List;

import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;

/**
 * A client at one moment.
 *
 * @param connections in the order of their numbers; the first one always exists
 * @param channels in the order in which their topics were first wanted
 */
public record ClientStatus(List<ConnectionStatus> connections, List<ChannelStatus> channels) {

	/**
	 * Copies the lists, so that they never change.
	 */
	public ClientStatus {
		connections = List.copyOf(connections);
		channels = List.copyOf(channels);
	}

	/**
	 * Whether every connection that is wanted is open.
	 */
	public boolean isConnected() {
		return this.connections.stream().allMatch((connection) -> connection.state() == ConnectionState.OPEN);
	}

	/**
	 * How many channels are in a state.
	 */
	public long count(ChannelState state) {
		return this.channels.stream().filter((channel) -> channel.state() == state).count();
	}

}
