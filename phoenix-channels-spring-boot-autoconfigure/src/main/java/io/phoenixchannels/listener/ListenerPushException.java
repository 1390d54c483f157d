package io.phoenixchannels.listener;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * The value that a listener returned could not be pushed. The cause says why, and is a
 * {@link io.phoenixchannels.client.PushException}, or whatever the payload could not be
 * written for.
 */
public class ListenerPushException extends PhoenixException {

	private final String topic;

	private final String event;

	ListenerPushException(String topic, String event, Throwable cause) {
		super("The value that the listener returned was not pushed as event '" + event + "' on topic '" + topic + "': "
				+ cause.getMessage(), cause);
		this.topic = topic;
		this.event = event;
	}

	/**
	 * The topic of the message that the listener answered.
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * The event that was to be pushed.
	 */
	public String event() {
		return this.event;
	}

}
