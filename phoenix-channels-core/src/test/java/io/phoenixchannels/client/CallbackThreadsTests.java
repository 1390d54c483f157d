package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CallbackThreadsTests {

	private final ThreadPoolExecutor threads = CallbackThreads.upTo(3, "callback-");

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void shutDown() {
		this.release.countDown();
		this.threads.shutdownNow();
	}

	private void block() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void anIdleThreadTakesTheNextTask() throws Exception {
		for (int i = 0; i < 20; i++) {
			CompletableFuture.runAsync(() -> {
			}, this.threads).get(10, TimeUnit.SECONDS);
			Awaitility.await().until(() -> this.threads.getActiveCount() == 0);
		}
		assertThat(this.threads.getLargestPoolSize()).isEqualTo(1);
	}

	@Test
	void asManyBlockAtOnceAsThereMayBeAndTheRestWaits() throws Exception {
		List<CompletableFuture<Void>> tasks = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			tasks.add(CompletableFuture.runAsync(this::block, this.threads));
		}
		Awaitility.await().until(() -> this.threads.getActiveCount() == 3);
		assertThat(this.threads.getPoolSize()).isEqualTo(3);
		assertThat(this.threads.getQueue()).hasSize(7);
		this.release.countDown();
		CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
	}

	@Test
	void whatComesAfterTheShutdownIsRefused() {
		this.threads.shutdown();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.threads.execute(this::block));
	}

}
