package io.phoenixchannels.event;

/**
 * A message was dropped because its listeners are too slow and the chosen overflow policy
 * drops.
 *
 * @param event of the message
 */
public record PhoenixMessageDroppedEvent(String client, String topic, String event) implements PhoenixChannelEvent {
}
