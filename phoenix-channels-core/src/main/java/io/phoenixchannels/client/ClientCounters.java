package io.phoenixchannels.client;

/**
 * Numbers since the client was built. They only grow.
 *
 * @param framesIn frames that were read
 * @param framesOut frames that were given to a connection
 * @param framesUnreadable messages that were no frame of the protocol
 * @param messagesDropped messages that a dropping overflow policy dropped
 * @param handlerFailures failures of the application's handlers
 */
public record ClientCounters(long framesIn, long framesOut, long framesUnreadable, long messagesDropped,
		long handlerFailures) {
}
