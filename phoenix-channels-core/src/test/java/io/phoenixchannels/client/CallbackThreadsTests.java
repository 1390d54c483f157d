package io.phoenixchannels.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class CallbackThreadsTests {

	private final CallbackThreads threads = CallbackThreads.upTo(3, "callback-");

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger blocked = new AtomicInteger();

	@AfterEach
	void shutDown() {
		this.release.countDown();
		this.threads.shutdownNow();
	}

	private void block() {
		this.blocked.incrementAndGet();
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<CompletableFuture<Void>> run(int times, Runnable task) {
		List<CompletableFuture<Void>> tasks = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			tasks.add(CompletableFuture.runAsync(task, this.threads));
		}
		return tasks;
	}

	private static void await(List<CompletableFuture<Void>> tasks) throws Exception {
		CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
	}

	@Test
	void anIdleThreadTakesTheNextTask() throws Exception {
		AtomicReference<Thread> last = new AtomicReference<>();
		for (int i = 0; i < 20; i++) {
			await(run(1, () -> last.set(Thread.currentThread())));
			// Before it rests, the pool may start another one.
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> last.get().getState() == Thread.State.TIMED_WAITING);
		}
		assertThat(this.threads.size()).isEqualTo(1);
	}

	@Test
	void whatATaskBringsIsDoneOnItsThread() throws Exception {
		Set<Thread> seen = ConcurrentHashMap.newKeySet();
		List<CompletableFuture<Void>> inner = new ArrayList<>();
		await(run(1, () -> inner.addAll(run(20, () -> seen.add(Thread.currentThread())))));
		await(inner);
		assertThat(seen).hasSize(1);
	}

	@Test
	void aTaskDoesNotWaitForOneThatIsBlocked() throws Exception {
		run(1, this::block);
		Awaitility.await().until(() -> this.blocked.get() == 1);
		await(run(10, () -> {
		}));
		assertThat(this.threads.size()).isEqualTo(2);
	}

	@Test
	void whatCameBeforeATaskBlockedDoesNotWaitForItEither() throws Exception {
		CountDownLatch queued = new CountDownLatch(1);
		List<CompletableFuture<Void>> behind = new ArrayList<>();
		await(run(1, () -> {
			run(1, this::block);
			behind.addAll(run(10, () -> {
			}));
			queued.countDown();
		}));
		queued.await();
		await(behind);
		assertThat(this.release.getCount()).isEqualTo(1);
	}

	@Test
	void aTaskDoesNotWaitForOneThatComputes() throws Exception {
		AtomicBoolean computing = new AtomicBoolean(true);
		List<CompletableFuture<Void>> busy = run(1, () -> {
			while (computing.get()) {
				Thread.onSpinWait();
			}
		});
		await(run(10, () -> {
		}));
		computing.set(false);
		await(busy);
	}

	@Test
	void asManyBlockAtOnceAsThereMayBeAndTheRestWaits() throws Exception {
		List<CompletableFuture<Void>> tasks = run(10, this::block);
		Awaitility.await().until(() -> this.blocked.get() == 3);
		assertThat(this.threads.size()).isEqualTo(3);
		assertThat(tasks).noneMatch(CompletableFuture::isDone);
		this.release.countDown();
		await(tasks);
		assertThat(this.threads.size()).isEqualTo(3);
	}

	@Test
	void aTaskThatThrowsLeavesTheOthersAlone() throws Exception {
		List<Throwable> uncaught = new ArrayList<>();
		CallbackThreads threads = CallbackThreads.of((task) -> {
			Thread thread = new Thread(task);
			thread.setUncaughtExceptionHandler((where, ex) -> uncaught.add(ex));
			return thread;
		});
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		threads.execute(() -> {
			threads.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
			Thread.currentThread().interrupt();
			throw new IllegalStateException("wrong");
		});
		assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
		assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
		threads.shutdown();
		assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aShutdownLetsWhatWaitsBeDone() throws Exception {
		List<CompletableFuture<Void>> tasks = run(5, this::block);
		this.threads.shutdown();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.threads.execute(this::block));
		assertThat(this.threads.isShutdown()).isTrue();
		assertThat(this.threads.isTerminated()).isFalse();
		this.release.countDown();
		await(tasks);
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aShutdownOfIdleThreadsEndsThem() throws Exception {
		await(run(3, () -> {
		}));
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aShutdownNowInterruptsWhatRunsAndGivesBackWhatWaits() throws Exception {
		run(5, this::block);
		Awaitility.await().until(() -> this.blocked.get() == 3);
		assertThat(this.threads.shutdownNow()).hasSize(2);
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

}
