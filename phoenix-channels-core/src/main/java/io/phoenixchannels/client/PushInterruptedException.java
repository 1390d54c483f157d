package io.phoenixchannels.client;

/**
 * The connection broke, or the channel crashed, between the push and its reply: whether
 * the server got it is unknown. It is not sent again.
 */
public final class PushInterruptedException extends PushException {

	PushInterruptedException(String topic, String event, String why) {
		super(topic, event, "has an unknown outcome: " + why);
	}

}
