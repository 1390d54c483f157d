package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.CallbackThreads;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads that run listeners. None of Spring's own executors, as they stop taking
 * tasks as soon as the context begins to close, when there is still something to hear.
 */
final class ListenerThreads {

	private static final String PREFIX = "phoenix-";

	private ListenerThreads() {
	}

	static CallbackThreads platform(int size) {
		if (size < 1) {
			throw new PropertyCheck(PhoenixProperties.PREFIX).wrong("listener.concurrency",
					"it must be at least 1, but is " + size);
		}
		return CallbackThreads.upTo(size, PREFIX);
	}

	static CallbackThreads virtual() {
		return CallbackThreads.of(new VirtualThreadTaskExecutor(PREFIX).getVirtualThreadFactory());
	}

}
