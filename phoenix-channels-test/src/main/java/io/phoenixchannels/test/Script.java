package io.phoenixchannels.test;

/**
 * A piece of the application that a server plays. It may block, and it may throw: what
 * that means stands where the script is taken.
 *
 * @param <T> what the script works on
 */
@FunctionalInterface
public interface Script<T> {

	/**
	 * Runs the script. Never on a thread of the network.
	 * @param subject what has happened, and how to answer
	 * @throws Exception to play a crash
	 */
	void run(T subject) throws Exception;

}
