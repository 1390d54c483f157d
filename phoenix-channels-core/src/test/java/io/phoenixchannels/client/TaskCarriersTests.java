package io.phoenixchannels.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * When tasks are looked after. That they are run is shown by
 * {@link CallbackThreadsTests}.
 */
@Timeout(30)
class TaskCarriersTests {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);

	private final TaskCarriers carriers = new TaskCarriers(this.threads, 3, this.watch);

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void shutDown() {
		this.release.countDown();
		this.threads.shutdownNow();
		this.watch.shutdownNow();
	}

	private void block() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isWatching() {
		return this.watch.getActiveCount() > 0 || !this.watch.getQueue().isEmpty();
	}

	private void doNothingWhileAnotherTaskBlocks() {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.carriers.execute(() -> {
			this.carriers.execute(this::block);
			this.carriers.execute(() -> done.complete(null));
		});
		done.join();
	}

	@Test
	void nobodyLooksAfterATaskThatBlocksWhileNothingWaits() {
		doNothingWhileAnotherTaskBlocks();
		Awaitility.await().during(Duration.ofMillis(100)).until(() -> !isWatching());
	}

	@Test
	void whatComesAfterALullIsLookedAfterAgain() {
		doNothingWhileAnotherTaskBlocks();
		Awaitility.await().during(Duration.ofMillis(20)).until(() -> !isWatching());
		doNothingWhileAnotherTaskBlocks();
	}

}
