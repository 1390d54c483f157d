package io.phoenixchannels.client;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * A push did not bring what was asked for. The subclass says whether the server may have
 * got it.
 */
public abstract sealed class PushException extends PhoenixException
		permits PushRefusedException, PushTimeoutException, PushInterruptedException, PushRejectedException {

	private final String topic;

	private final String event;

	PushException(String topic, String event, String message) {
		super("Push of '" + event + "' on '" + topic + "' " + message);
		this.topic = topic;
		this.event = event;
	}

	public String topic() {
		return this.topic;
	}

	public String event() {
		return this.event;
	}

}
