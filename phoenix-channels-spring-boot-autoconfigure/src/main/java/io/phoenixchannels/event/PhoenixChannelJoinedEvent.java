package io.phoenixchannels.event;

import io.phoenixchannels.client.PhoenixReply;

/**
 * A topic is joined.
 *
 * @param reply the server's reply to the join
 * @param rejoin whether it had been joined before without having been left
 */
public record PhoenixChannelJoinedEvent(String client, String topic, PhoenixReply reply,
		boolean rejoin) implements PhoenixChannelEvent {
}
