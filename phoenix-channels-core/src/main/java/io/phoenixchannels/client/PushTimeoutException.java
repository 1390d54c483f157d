package io.phoenixchannels.client;

/**
 * No reply came in time.
 */
public final class PushTimeoutException extends PushException {

	private final boolean sent;

	PushTimeoutException(String topic, String event, boolean sent) {
		super(topic, event, sent ? "got no reply in time: the server may have got it"
				: "was not sent, as the topic was not joined in time");
		this.sent = sent;
	}

	/**
	 * Whether it was sent, so that the server may have got it.
	 */
	public boolean wasSent() {
		return this.sent;
	}

}
