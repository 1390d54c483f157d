package io.phoenixchannels.event;

/**
 * A connection opened.
 *
 * @param reconnect whether this connection had been open before
 * @param attempts failed attempts in a row before it
 */
public record PhoenixConnectedEvent(String client, int connection, boolean reconnect,
		int attempts) implements PhoenixConnectionEvent {
}
