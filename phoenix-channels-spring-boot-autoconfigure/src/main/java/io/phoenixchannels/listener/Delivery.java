package io.phoenixchannels.listener;

/**
 * To how many instances of an application the messages of a topic go.
 */
public enum Delivery {

	/**
	 * To each instance that listens.
	 */
	EVERYWHERE,

	/**
	 * To the one instance that owns the topic in its fleet. Without a fleet, each
	 * instance owns all topics.
	 */
	ONCE

}
