package io.phoenixchannels.client;

import io.phoenixchannels.protocol.PhoenixException;
import io.phoenixchannels.protocol.ShownText;

/**
 * A join can never be sent, and is not tried again: its params cannot be written, or the
 * version of the protocol cannot carry them. Joining with other params begins anew.
 */
public class JoinRefusedException extends PhoenixException {

	private final String topic;

	JoinRefusedException(String topic, String why) {
		super("The topic '" + ShownText.of(topic) + "' is not joined: " + why);
		this.topic = topic;
	}

	public String topic() {
		return this.topic;
	}

}
