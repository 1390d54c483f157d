package io.phoenixchannels.listener;

import io.phoenixchannels.protocol.ShownText;
import io.phoenixchannels.protocol.PhoenixException;

/**
 * A listener failed on a message, or on something else that it heard. The cause is what
 * it threw, or why its arguments could not be resolved, such as a
 * {@link io.phoenixchannels.client.PayloadConversionException}. The message names
 * listener, event and topic, and nothing of the payload.
 */
public class PhoenixListenerException extends PhoenixException {

	private final String listener;

	PhoenixListenerException(ListenerEndpoint endpoint, String subject, String topic, Throwable cause) {
		super("Listener " + endpoint.description() + " failed on " + ShownText.of(subject) + " of topic '" + topic
				+ "'", cause);
		this.listener = endpoint.id();
	}

	/**
	 * Without a stack trace of its own: that of the cause is what matters.
	 */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	/**
	 * The id of the listener.
	 */
	public String listener() {
		return this.listener;
	}

}
