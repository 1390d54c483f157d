package io.phoenixchannels.transport.spring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.protocol.WireMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundQueueTests {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<List<String>> written = new ArrayList<>();

	private final List<Exception> failures = new ArrayList<>();

	private Exception toThrow;

	private final OutboundQueue.Writer writer = new OutboundQueue.Writer() {
		@Override
		public void write(List<WireMessage> messages) throws Exception {
			if (OutboundQueueTests.this.toThrow != null) {
				throw OutboundQueueTests.this.toThrow;
			}
			OutboundQueueTests.this.written
				.add(messages.stream().map((message) -> ((WireMessage.Text) message).text()).toList());
		}

		@Override
		public void failed(Exception failure) {
			OutboundQueueTests.this.failures.add(failure);
		}
	};

	private final OutboundQueue queue = new OutboundQueue(3, 100, this.tasks::add, this.writer);

	private static WireMessage text(String text) {
		return new WireMessage.Text(text);
	}

	private void runTask() {
		this.tasks.remove().run();
	}

	@Test
	void noTaskWhileThereIsNothingToWrite() {
		assertThat(this.tasks).isEmpty();
		this.queue.offer(text("a"));
		this.queue.offer(text("b"));
		assertThat(this.tasks).hasSize(1);
		runTask();
		assertThat(this.written).containsExactly(List.of("a", "b"));
		assertThat(this.tasks).isEmpty();
		this.queue.offer(text("c"));
		runTask();
		assertThat(this.written).containsExactly(List.of("a", "b"), List.of("c"));
	}

	@Test
	void countIsBoundedAndFreedByWriting() {
		assertThat(this.queue.offer(text("a"))).isTrue();
		assertThat(this.queue.offer(text("b"))).isTrue();
		assertThat(this.queue.offer(text("c"))).isTrue();
		assertThat(this.queue.offer(text("d"))).isFalse();
		runTask();
		assertThat(this.queue.offer(text("e"))).isTrue();
		runTask();
		assertThat(this.written).containsExactly(List.of("a", "b", "c"), List.of("e"));
	}

	@Test
	void bytesAreBoundedAndFreedByWriting() {
		assertThat(this.queue.offer(text("x".repeat(101)))).isFalse();
		assertThat(this.queue.offer(text("x".repeat(60)))).isTrue();
		assertThat(this.queue.offer(text("x".repeat(41)))).isFalse();
		assertThat(this.queue.offer(text("x".repeat(40)))).isTrue();
		assertThat(this.queue.offer(text("x"))).isFalse();
		runTask();
		assertThat(this.queue.offer(text("x".repeat(100)))).isTrue();
	}

	@Test
	void whatIsBeingWrittenStillCounts() {
		List<Boolean> offered = new ArrayList<>();
		OutboundQueue[] own = new OutboundQueue[1];
		own[0] = new OutboundQueue(1, 100, this.tasks::add, new OutboundQueue.Writer() {
			@Override
			public void write(List<WireMessage> messages) {
				offered.add(own[0].offer(text("while writing")));
			}

			@Override
			public void failed(Exception failure) {
				throw new AssertionError(failure);
			}
		});
		own[0].offer(text("a"));
		runTask();
		assertThat(offered).containsExactly(false);
		assertThat(own[0].offer(text("after"))).isTrue();
	}

	@Test
	void finishRunsAfterWhatIsWaiting() {
		List<String> order = new ArrayList<>();
		this.queue.offer(text("a"));
		this.queue.finish(() -> order.add("finished after " + this.written));
		assertThat(this.queue.offer(text("late"))).isFalse();
		this.queue.finish(() -> order.add("second"));
		assertThat(order).isEmpty();
		runTask();
		assertThat(order).containsExactly("finished after [[a]]");
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void finishOfAnEmptyQueueRunsOnTheExecutor() {
		List<String> order = new ArrayList<>();
		this.queue.finish(() -> order.add("finished"));
		assertThat(order).isEmpty();
		runTask();
		assertThat(order).containsExactly("finished");
	}

	@Test
	void discardForgetsEverything() {
		List<String> order = new ArrayList<>();
		this.queue.offer(text("a"));
		this.queue.finish(() -> order.add("finished"));
		this.queue.discard();
		runTask();
		assertThat(this.written).isEmpty();
		assertThat(order).isEmpty();
		assertThat(this.queue.offer(text("late"))).isFalse();
		assertThat(this.failures).isEmpty();
	}

	@Test
	void failureEndsTheQueue() {
		this.queue.offer(text("a"));
		this.queue.offer(text("b"));
		this.toThrow = new IllegalStateException("gone");
		runTask();
		assertThat(this.failures).containsExactly(this.toThrow);
		assertThat(this.queue.offer(text("late"))).isFalse();
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void executorThatTakesNoTaskEndsTheQueue() {
		RejectedExecutionException rejected = new RejectedExecutionException();
		OutboundQueue refused = new OutboundQueue(3, 100, (task) -> {
			throw rejected;
		}, this.writer);
		assertThat(refused.offer(text("a"))).isFalse();
		assertThat(this.failures).containsExactly(rejected);
		assertThat(refused.offer(text("b"))).isFalse();
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void manyThreadsOneWriterAtATime() throws Exception {
		ExecutorService executor = Executors.newCachedThreadPool();
		try {
			AtomicInteger writers = new AtomicInteger();
			List<String> violations = Collections.synchronizedList(new ArrayList<>());
			List<String> all = new ArrayList<>();
			OutboundQueue shared = new OutboundQueue(500, 1_000_000, executor, new OutboundQueue.Writer() {
				@Override
				public void write(List<WireMessage> messages) {
					if (writers.incrementAndGet() > 1) {
						violations.add("two writers");
					}
					messages.forEach((message) -> all.add(((WireMessage.Text) message).text()));
					writers.decrementAndGet();
				}

				@Override
				public void failed(Exception failure) {
					violations.add(failure.toString());
				}
			});
			List<CompletableFuture<Void>> senders = new ArrayList<>();
			for (int thread = 0; thread < 8; thread++) {
				int sender = thread;
				senders.add(CompletableFuture.runAsync(() -> {
					for (int i = 0; i < 10_000; i++) {
						while (!shared.offer(text(sender + ":" + i))) {
							Thread.onSpinWait();
						}
					}
				}, executor));
			}
			for (CompletableFuture<Void> sender : senders) {
				sender.get(30, TimeUnit.SECONDS);
			}
			CompletableFuture<Void> finished = new CompletableFuture<>();
			shared.finish(() -> finished.complete(null));
			finished.get(10, TimeUnit.SECONDS);
			assertThat(violations).isEmpty();
			assertThat(all).hasSize(80_000);
			int[] next = new int[8];
			all.forEach((text) -> {
				String[] parts = text.split(":");
				assertThat(Integer.parseInt(parts[1])).isEqualTo(next[Integer.parseInt(parts[0])]++);
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

}
