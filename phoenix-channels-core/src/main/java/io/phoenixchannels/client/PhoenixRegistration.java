package io.phoenixchannels.client;

/**
 * Something that was added and can be taken back.
 */
public interface PhoenixRegistration extends AutoCloseable {

	/**
	 * Takes it back. May be called from any thread, and again, which does nothing.
	 */
	@Override
	void close();

}
