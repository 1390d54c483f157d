package io.phoenixchannels.client;

import java.time.Instant;

/**
 * The time of a client, and its alarm. Tests may bring their own to let time pass at
 * will.
 */
public interface ClientClock extends AutoCloseable {

	/**
	 * Now. Must never go backwards.
	 */
	Instant now();

	/**
	 * Sets the one alarm, in place of an earlier one.
	 * @param at when the action is to run, as soon as possible if that is past
	 * @param action runs on any thread but the caller's, and returns quickly
	 */
	void wakeAt(Instant at, Runnable action);

	/**
	 * Takes the alarm back and releases the clock's thread.
	 */
	@Override
	void close();

}
