package io.phoenixchannels.transport.spring;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.phoenixchannels.transport.HttpProxy;
import org.jspecify.annotations.Nullable;

/**
 * The options of a transport, checked; {@link SpringWebSocketTransport.Builder} says what
 * each one means.
 */
record TransportOptions(Duration connectTimeout, Duration closeTimeout, Duration sendTimeout, int maxMessageSize,
		int maxQueuedMessages, long maxQueuedBytes, int readBufferSize, Executor executor, @Nullable HttpProxy proxy) {

	TransportOptions {
		positive("connectTimeout", connectTimeout);
		positive("closeTimeout", closeTimeout);
		positive("sendTimeout", sendTimeout);
		positive("maxMessageSize", maxMessageSize);
		positive("maxQueuedMessages", maxQueuedMessages);
		positive("maxQueuedBytes", maxQueuedBytes);
		if (readBufferSize < 1024) {
			throw new IllegalArgumentException("readBufferSize must be at least 1024 bytes: " + readBufferSize);
		}
	}

	private static void positive(String name, Duration value) {
		if (value.toMillis() <= 0) {
			throw new IllegalArgumentException(name + " must be at least a millisecond: " + value);
		}
	}

	private static void positive(String name, long value) {
		if (value <= 0) {
			throw new IllegalArgumentException(name + " must be positive: " + value);
		}
	}

}
