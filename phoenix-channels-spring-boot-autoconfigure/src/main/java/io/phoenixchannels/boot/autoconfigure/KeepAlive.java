package io.phoenixchannels.boot.autoconfigure;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM up: the threads of a client and of its WebSockets are daemons, so that an
 * application without a web server would end right after its start. Guarded by its owner.
 */
final class KeepAlive {

	private @Nullable CountDownLatch end;

	void start() {
		if (this.end == null) {
			CountDownLatch end = new CountDownLatch(1);
			Thread thread = new Thread(() -> await(end), "phoenix-keep-alive");
			thread.setDaemon(false);
			thread.start();
			this.end = end;
		}
	}

	private static void await(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	void stop() {
		if (this.end != null) {
			this.end.countDown();
			this.end = null;
		}
	}

}
