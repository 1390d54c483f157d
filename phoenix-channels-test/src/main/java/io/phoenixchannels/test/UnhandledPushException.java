package io.phoenixchannels.test;

/**
 * A client pushed an event that the channel has no script for. Crashes the channel, as a
 * missing {@code handle_in} clause does (recording {@code push_unknown_event_no_clause}).
 */
public final class UnhandledPushException extends RuntimeException {

	UnhandledPushException(String topic, String event) {
		super("The channel of " + topic + " has no script for the event " + event
				+ "; add one with on(..) or onAny(..)");
	}

}
