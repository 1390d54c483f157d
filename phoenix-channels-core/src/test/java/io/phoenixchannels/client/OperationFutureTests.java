package io.phoenixchannels.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.session.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class OperationFutureTests {

	private final OperationFuture<String> future = new OperationFuture<>();

	private final AtomicInteger handedOver = new AtomicInteger();

	private final Resolution resolution = this.future.resolvedBy((outcome) -> {
		this.handedOver.incrementAndGet();
		this.future.complete(Thread.currentThread().getName());
	});

	private CompletableFuture<String> waiting(CompletableFuture<String> future) {
		CompletableFuture<String> heard = new CompletableFuture<>();
		Thread thread = new Thread(() -> heard.complete(future.join()), "waiting");
		thread.start();
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		return heard;
	}

	@Test
	void aThreadThatWaitsCompletesItIfNobodyElseDoes() {
		CompletableFuture<String> heard = waiting(this.future);
		this.resolution.known(Outcome.DONE);
		assertThat(heard.join()).isEqualTo("waiting");
		this.resolution.run();
		assertThat(this.handedOver).hasValue(1);
	}

	@Test
	void whoeverRunsItFirstCompletesIt() {
		this.resolution.known(Outcome.DONE);
		this.resolution.run();
		this.resolution.run();
		assertThat(this.future).isCompletedWithValue(Thread.currentThread().getName());
		assertThat(this.handedOver).hasValue(1);
	}

	@Test
	void anOutcomeThatIsNotKnownCompletesNothing() {
		this.resolution.run();
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.future.get(200, TimeUnit.MILLISECONDS));
		assertThat(this.handedOver).hasValue(0);
		this.resolution.known(Outcome.DONE);
		assertThat(this.future.join()).isEqualTo(Thread.currentThread().getName());
	}

	@Test
	void whatDependsOnItIsCompletedByTheThreadThatWaitsForThat() {
		CompletableFuture<String> heard = waiting(
				this.future.thenApply((name) -> name + ", " + Thread.currentThread().getName()));
		this.resolution.known(Outcome.DONE);
		assertThat(heard.join()).isEqualTo("waiting, waiting");
	}

	/**
	 * As it is where the callback executor runs what depends on it, which takes long.
	 */
	@Test
	void aThreadThatWaitsLeavesTheRestToWhoeverHasBegun() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		CompletableFuture<String> dependent = this.future.thenApply((name) -> {
			begun.countDown();
			join(end);
			return name;
		});
		CompletableFuture<String> heard = waiting(dependent);
		this.resolution.known(Outcome.DONE);
		Thread executor = new Thread(this.resolution, "executor");
		executor.start();
		begun.await();
		end.countDown();
		assertThat(heard.join()).isIn("executor", "waiting");
		assertThat(this.handedOver).hasValue(1);
	}

	@Test
	void itMayBeCompletedOtherwise() {
		CompletableFuture<String> heard = waiting(this.future);
		this.future.complete("by the application");
		assertThat(heard.join()).isEqualTo("by the application");
		assertThat(this.future.cancel(true)).isFalse();
	}

	@Test
	void itsEndsAreThoseOfEveryFuture() {
		OperationFuture<String> failed = new OperationFuture<>();
		failed.completeExceptionally(new IllegalStateException("wrong"));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(failed::join)
			.withCauseInstanceOf(IllegalStateException.class);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(failed::get)
			.withCauseInstanceOf(IllegalStateException.class);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> failed.get(1, TimeUnit.SECONDS))
			.withCauseInstanceOf(IllegalStateException.class);
		this.future.cancel(false);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(this.future::join);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> this.future.get(1, TimeUnit.SECONDS));
	}

	@Test
	void anInterruptEndsGetAndIsKeptByJoin() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this.future::get);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.future.get(1, TimeUnit.SECONDS));
		this.resolution.known(Outcome.DONE);
		Thread.currentThread().interrupt();
		assertThat(this.future.join()).isEqualTo(Thread.currentThread().getName());
		assertThat(Thread.interrupted()).isTrue();
	}

	private static void join(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
