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

	/**
	 * As the session tells it.
	 */
	private void known() {
		this.resolution.known(Outcome.DONE);
		if (this.resolution.isAwaited()) {
			this.resolution.wake();
		}
	}

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
		known();
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
		known();
		assertThat(heard.join()).isEqualTo("waiting, waiting");
	}

	@Test
	void allThreadsThatWaitForTheSameHearOfIt() {
		CompletableFuture<String> first = waiting(this.future);
		CompletableFuture<String> second = waiting(this.future);
		known();
		assertThat(first.join()).isEqualTo("waiting");
		assertThat(second.join()).isEqualTo("waiting");
		assertThat(this.handedOver).hasValue(1);
	}

	@Test
	void whoWaitedForAWhileOnlyLeavesItToOthers() {
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.future.get(1, TimeUnit.MILLISECONDS));
		assertThat(this.resolution.isAwaited()).isFalse();
		CompletableFuture<String> heard = waiting(this.future);
		assertThat(this.resolution.isAwaited()).isTrue();
		known();
		assertThat(heard.join()).isEqualTo("waiting");
		assertThat(this.resolution.isAwaited()).isFalse();
	}

	/**
	 * The session has seen a thread wait, and left it to that one.
	 */
	@Test
	void whoIsInterruptedOnceTheOutcomeIsKnownHandsItOver() throws Exception {
		Thread thread = new Thread(() -> {
			try {
				this.future.get();
			}
			catch (InterruptedException | ExecutionException ex) {
				// What is tested is what became of the future.
			}
		}, "interrupted");
		thread.start();
		Awaitility.await().until(this.resolution::isAwaited);
		this.resolution.known(Outcome.DONE);
		thread.interrupt();
		thread.join();
		assertThat(this.future).isCompletedWithValue("interrupted");
	}

	@Test
	void whoWaitsHearsAtOnceThatWhatDependsOnItIsCanceled() {
		CompletableFuture<String> dependent = this.future.thenApply((name) -> name);
		CompletableFuture<String> heard = waiting(dependent.exceptionally((failure) -> "given up"));
		dependent.cancel(false);
		assertThat(heard.join()).isEqualTo("given up");
		assertThat(this.resolution.isAwaited()).isFalse();
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
