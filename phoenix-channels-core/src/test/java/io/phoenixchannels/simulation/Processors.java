package io.phoenixchannels.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread for each processor: a simulated world needs only one, and knows no other
 * world.
 */
final class Processors {

	private static final int COUNT = Runtime.getRuntime().availableProcessors();

	private Processors() {
	}

	static ExecutorService threads() {
		return Executors.newFixedThreadPool(COUNT, (task) -> {
			Thread thread = new Thread(task, "simulation");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Does the same on each of them, and waits until all are done.
	 */
	static void all(Runnable work) throws InterruptedException, ExecutionException {
		ExecutorService threads = threads();
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < COUNT; i++) {
				all.add(threads.submit(work));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
