package io.phoenixchannels.client;

import io.phoenixchannels.protocol.PhoenixException;
import io.phoenixchannels.protocol.ShownText;

/**
 * The server rejected a join, and it will not be tried again.
 */
public class JoinRejectedException extends PhoenixException {

	private final String topic;

	private final PhoenixReply reply;

	JoinRejectedException(String topic, PhoenixReply reply) {
		super("The server rejected the join of '" + topic + "'"
				+ ((reply.reason() != null) ? ": " + ShownText.of(reply.reason()) : ""));
		this.topic = topic;
		this.reply = reply;
	}

	public String topic() {
		return this.topic;
	}

	/**
	 * What the server answered.
	 */
	public PhoenixReply reply() {
		return this.reply;
	}

}
