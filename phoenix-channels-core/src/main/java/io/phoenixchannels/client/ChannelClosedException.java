package io.phoenixchannels.client;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * A topic was left, or closed by the server, before its join was confirmed.
 */
public class ChannelClosedException extends PhoenixException {

	private final String topic;

	ChannelClosedException(String topic, String message) {
		super(message);
		this.topic = topic;
	}

	public String topic() {
		return this.topic;
	}

}
