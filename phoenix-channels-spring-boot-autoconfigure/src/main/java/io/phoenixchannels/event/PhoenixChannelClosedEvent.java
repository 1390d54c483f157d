package io.phoenixchannels.event;

/**
 * A channel is closed.
 *
 * @param byServer whether the server closed it, rather than this client left it
 */
public record PhoenixChannelClosedEvent(String client, String topic, boolean byServer) implements PhoenixChannelEvent {
}
