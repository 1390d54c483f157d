package io.phoenixchannels.transport.spring;

import java.io.IOException;

/**
 * Messages of which the network has not taken everything.
 */
@FunctionalInterface
interface Unwritten {

	/**
	 * Waits until all is written.
	 * @throws IOException if it cannot be, or not in time
	 */
	void await() throws IOException;

}
