package io.phoenixchannels.event;

/**
 * Something that happened to a client. Every event is published to the application
 * context, where {@link org.springframework.context.event.EventListener @EventListener}
 * methods hear it: one event at a time, in the order in which things happened, on a
 * thread of its own, so that a slow method delays later events and nothing else. An event
 * that came before the context was started is published when it is.
 */
public sealed interface PhoenixEvent permits PhoenixConnectionEvent, PhoenixChannelEvent {

	/**
	 * The name of the client.
	 */
	String client();

}
