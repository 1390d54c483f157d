package io.phoenixchannels.client;

/**
 * The push was not sent: its topic is not wanted or was left, or a buffer is full.
 */
public final class PushRefusedException extends PushException {

	PushRefusedException(String topic, String event, String why) {
		super(topic, event, "was not sent: " + why);
	}

}
