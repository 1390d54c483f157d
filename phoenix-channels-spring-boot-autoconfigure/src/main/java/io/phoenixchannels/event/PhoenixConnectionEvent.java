package io.phoenixchannels.event;

/**
 * Something that happened to a connection of a client.
 */
public sealed interface PhoenixConnectionEvent extends PhoenixEvent
		permits PhoenixConnectedEvent, PhoenixDisconnectedEvent, PhoenixConnectFailedEvent {

	/**
	 * The number of the connection: 1, and more if the client has more topics than one
	 * connection takes.
	 */
	int connection();

}
