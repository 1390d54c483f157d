package io.phoenixchannels.event;

/**
 * Something that happened to a channel of a client.
 */
public sealed interface PhoenixChannelEvent extends PhoenixEvent
		permits PhoenixChannelJoinedEvent, PhoenixChannelJoinRejectedEvent, PhoenixChannelErroredEvent,
		PhoenixChannelClosedEvent, PhoenixGapEvent, PhoenixMessageDroppedEvent {

	String topic();

}
