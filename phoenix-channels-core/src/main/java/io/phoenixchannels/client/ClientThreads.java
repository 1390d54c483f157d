package io.phoenixchannels.client;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that a client has of its own. All are daemons: whether the JVM goes on is
 * the application's decision.
 */
final class ClientThreads {

	/**
	 * Topics whose handlers may block at the same time.
	 */
	private static final int CALLBACKS = 256;

	private static final Duration IDLE = Duration.ofSeconds(10);

	private ClientThreads() {
	}

	static ExecutorService callbacks(String client) {
		return CallbackThreads.upTo(CALLBACKS, "phoenix-" + client + "-");
	}

	/**
	 * Threads that connect and write.
	 */
	static ExecutorService io(String client) {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE.toSeconds(), TimeUnit.SECONDS,
				new SynchronousQueue<>(), factory("phoenix-" + client + "-io-"));
	}

	static ThreadFactory timer(String client) {
		return (task) -> daemon(task, "phoenix-" + client + "-timer");
	}

	private static ThreadFactory factory(String prefix) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> daemon(task, prefix + number.incrementAndGet());
	}

	private static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	static boolean shutDown(ExecutorService executor, Duration patience) {
		executor.shutdown();
		try {
			return executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
