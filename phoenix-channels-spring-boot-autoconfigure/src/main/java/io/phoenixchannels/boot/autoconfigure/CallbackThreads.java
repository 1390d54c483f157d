package io.phoenixchannels.boot.autoconfigure;

import java.util.concurrent.ThreadPoolExecutor;

/**
 * The threads that run listeners. A plain pool, as Spring's own executors stop taking
 * tasks as soon as the context begins to close, when there is still something to hear.
 */
final class CallbackThreads {

	static final String PREFIX = "phoenix-";

	private CallbackThreads() {
	}

	static ThreadPoolExecutor pool(int size) {
		if (size < 1) {
			throw new PropertyCheck(PhoenixProperties.PREFIX).wrong("listener.concurrency",
					"it must be at least 1, but is " + size);
		}
		return io.phoenixchannels.client.CallbackThreads.upTo(size, PREFIX);
	}

}
