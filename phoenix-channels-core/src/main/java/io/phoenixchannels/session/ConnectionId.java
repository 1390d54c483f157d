package io.phoenixchannels.session;

/**
 * One attempt of one connection. Every signal carries it, so that what an earlier attempt
 * still has to say is told from what the current one says.
 *
 * @param number of the connection, from 1
 * @param epoch of the attempt, unique within a session
 */
public record ConnectionId(int number, long epoch) {
}
