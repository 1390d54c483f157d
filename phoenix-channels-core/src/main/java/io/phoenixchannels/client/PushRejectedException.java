package io.phoenixchannels.client;

import io.phoenixchannels.protocol.ShownText;

/**
 * The reply had another status than {@code ok}.
 */
public final class PushRejectedException extends PushException {

	private final PhoenixReply reply;

	PushRejectedException(String topic, String event, PhoenixReply reply) {
		super(topic, event, "was answered with status '" + ShownText.of(reply.status()) + "'"
				+ ((reply.reason() != null) ? ": " + ShownText.of(reply.reason()) : ""));
		this.reply = reply;
	}

	/**
	 * What the server answered, with another status than {@code ok}.
	 */
	public PhoenixReply reply() {
		return this.reply;
	}

}
