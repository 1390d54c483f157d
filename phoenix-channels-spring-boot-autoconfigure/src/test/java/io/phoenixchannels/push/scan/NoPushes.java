package io.phoenixchannels.push.scan;

/**
 * Not to be found.
 */
interface NoPushes {

	void raise(String what);

}
