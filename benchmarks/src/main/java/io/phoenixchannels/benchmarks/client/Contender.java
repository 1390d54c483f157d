package io.phoenixchannels.benchmarks.client;

import java.io.IOException;
import java.util.List;

/**
 * A client that is measured.
 */
public interface Contender extends AutoCloseable {

	/**
	 * Connects, joins the topics, and hears the event {@code tick} on each if it is told
	 * to listen.
	 */
	void open(Setup setup) throws Exception;

	/**
	 * Sends something to the server that it does not answer with a reply.
	 * @param json an object
	 */
	void command(String topic, String event, String json) throws Exception;

	/**
	 * Pushes 100 bytes on the first topic, as an event that is replied with them.
	 */
	void echo() throws Exception;

	/**
	 * Pushes the payload on the first topic, as an event without a reply. May be called
	 * by several threads at once.
	 */
	void note() throws Exception;

	@Override
	void close() throws IOException;

	/**
	 * What a client is to do.
	 *
	 * @param url of the socket, without {@code /websocket}
	 * @param topics to join, all on one connection unless the contender says otherwise
	 * @param listen whether a handler is to be registered on each topic
	 * @param noteSize of a note, in bytes
	 */
	record Setup(String url, List<String> topics, boolean listen, int noteSize, Heard heard) {

		public Tick echo() {
			return Tick.ofSize(100);
		}

		public Tick note() {
			return Tick.ofSize(this.noteSize);
		}

	}

	/**
	 * What happens to it, on whatever thread its client calls.
	 */
	interface Heard {

		/**
		 * A topic is joined, or joined again.
		 */
		default void joined() {
		}

		default void tick() {
		}

		default void replied() {
		}

		/**
		 * Something happened after which the figures are worth nothing.
		 */
		default void failed(Throwable failure) {
			failure.printStackTrace();
			Runtime.getRuntime().halt(3);
		}

	}

}
