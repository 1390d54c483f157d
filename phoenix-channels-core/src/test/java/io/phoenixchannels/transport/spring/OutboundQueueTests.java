package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.time.Duration;
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

	private IOException toThrow;

	private boolean networkIsSlow;

	private Duration writingTakes = Duration.ZERO;

	private long now = 1;

	private final OutboundQueue.Writer writer = new OutboundQueue.Writer() {
		@Override
		public Unwritten write(List<WireMessage> messages) throws IOException {
			if (OutboundQueueTests.this.networkIsSlow) {
				return () -> take(messages);
			}
			take(messages);
			return null;
		}

		private void take(List<WireMessage> messages) throws IOException {
			if (OutboundQueueTests.this.toThrow != null) {
				throw OutboundQueueTests.this.toThrow;
			}
			passTime(OutboundQueueTests.this.writingTakes);
			OutboundQueueTests.this.written
				.add(messages.stream().map((message) -> ((WireMessage.Text) message).text()).toList());
		}

		@Override
		public void failed(Exception failure) {
			OutboundQueueTests.this.failures.add(failure);
		}
	};

	private final OutboundQueue queue = new OutboundQueue(3, 100, this.tasks::add, () -> this.now, this.writer);

	private static WireMessage text(String text) {
		return new WireMessage.Text(text);
	}

	private void runTask() {
		this.tasks.remove().run();
	}

	private void passTime(Duration time) {
		this.now += time.toNanos();
	}

	@Test
	void messageThatComesAloneIsWrittenByTheThreadThatBringsIt() {
		this.queue.offer(text("a"));
		assertThat(this.written).containsExactly(List.of("a"));
		passTime(OutboundQueue.CLOSE);
		this.queue.offer(text("b"));
		assertThat(this.written).containsExactly(List.of("a"), List.of("b"));
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void messagesThatFollowCloselyAreWrittenTogetherByATask() {
		this.queue.offer(text("a"));
		passTime(OutboundQueue.CLOSE.minusNanos(1));
		this.queue.offer(text("b"));
		this.queue.offer(text("c"));
		assertThat(this.written).containsExactly(List.of("a"));
		assertThat(this.tasks).hasSize(1);
		runTask();
		assertThat(this.written).containsExactly(List.of("a"), List.of("b", "c"));
		assertThat(this.tasks).isEmpty();
		passTime(OutboundQueue.CLOSE);
		this.queue.offer(text("d"));
		assertThat(this.written).last().isEqualTo(List.of("d"));
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void whoSendsWithoutAPauseIsNotTakenForSlowerThanTheWriting() {
		this.writingTakes = OutboundQueue.CLOSE.multipliedBy(2);
		this.queue.offer(text("a"));
		passTime(OutboundQueue.CLOSE.minusNanos(1));
		this.queue.offer(text("b"));
		assertThat(this.written).containsExactly(List.of("a"));
		assertThat(this.tasks).hasSize(1);
	}

	@Test
	void aPauseIsCountedFromTheBeginningOfAWritingThatIsQuick() {
		this.writingTakes = OutboundQueue.CLOSE.dividedBy(2);
		this.queue.offer(text("a"));
		passTime(OutboundQueue.CLOSE.dividedBy(2));
		this.queue.offer(text("b"));
		assertThat(this.written).containsExactly(List.of("a"), List.of("b"));
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void whatTheNetworkDoesNotTakeAtOnceIsWaitedForByATask() {
		this.networkIsSlow = true;
		this.queue.offer(text("a"));
		passTime(OutboundQueue.CLOSE);
		this.queue.offer(text("b"));
		assertThat(this.written).isEmpty();
		assertThat(this.tasks).hasSize(1);
		runTask();
		assertThat(this.written).containsExactly(List.of("a"), List.of("b"));
		assertThat(this.tasks).isEmpty();
		this.networkIsSlow = false;
		passTime(OutboundQueue.CLOSE);
		this.queue.offer(text("c"));
		assertThat(this.written).last().isEqualTo(List.of("c"));
	}

	@Test
	void whatComesWhileTheThreadThatBroughtAMessageWritesItIsNotForgotten() {
		OutboundQueue[] own = new OutboundQueue[1];
		List<String> finished = new ArrayList<>();
		own[0] = new OutboundQueue(3, 100, this.tasks::add, () -> this.now, new OutboundQueue.Writer() {
			@Override
			public Unwritten write(List<WireMessage> messages) throws IOException {
				if (OutboundQueueTests.this.written.isEmpty()) {
					OutboundQueueTests.this.written.add(List.of("first"));
					own[0].offer(text("second"));
					own[0].finish(() -> finished.add("finished after " + OutboundQueueTests.this.written));
					return null;
				}
				return OutboundQueueTests.this.writer.write(messages);
			}

			@Override
			public void failed(Exception failure) {
				throw new AssertionError(failure);
			}
		});
		own[0].offer(text("first"));
		assertThat(finished).isEmpty();
		assertThat(this.tasks).hasSize(1);
		runTask();
		assertThat(finished).containsExactly("finished after [[first], [second]]");
	}

	@Test
	void countIsBoundedAndFreedByWriting() {
		this.networkIsSlow = true;
		assertThat(this.queue.offer(text("a"))).isTrue();
		assertThat(this.queue.offer(text("b"))).isTrue();
		assertThat(this.queue.offer(text("c"))).isTrue();
		assertThat(this.queue.offer(text("d"))).isFalse();
		runTask();
		assertThat(this.queue.offer(text("e"))).isTrue();
		runTask();
		assertThat(this.written).containsExactly(List.of("a"), List.of("b", "c"), List.of("e"));
	}

	@Test
	void whatItsThreadHasWrittenCountsNoMore() {
		for (int i = 0; i < 10; i++) {
			assertThat(this.queue.offer(text("x".repeat(100)))).isTrue();
			passTime(OutboundQueue.CLOSE);
		}
		assertThat(this.written).hasSize(10);
	}

	@Test
	void bytesAreBoundedAndFreedByWriting() {
		this.networkIsSlow = true;
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
		own[0] = new OutboundQueue(1, 100, this.tasks::add, () -> this.now, new OutboundQueue.Writer() {
			@Override
			public Unwritten write(List<WireMessage> messages) {
				offered.add(own[0].offer(text("while writing")));
				return () -> offered.add(own[0].offer(text("while waiting")));
			}

			@Override
			public void failed(Exception failure) {
				throw new AssertionError(failure);
			}
		});
		own[0].offer(text("a"));
		runTask();
		assertThat(offered).containsExactly(false, false);
		assertThat(own[0].offer(text("after"))).isTrue();
	}

	@Test
	void finishRunsAfterWhatIsWaiting() {
		this.networkIsSlow = true;
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
	void discardForgetsEverythingButWhatIsBeingWritten() {
		this.networkIsSlow = true;
		List<String> order = new ArrayList<>();
		this.queue.offer(text("a"));
		this.queue.offer(text("b"));
		this.queue.finish(() -> order.add("finished"));
		this.queue.discard();
		runTask();
		assertThat(this.written).containsExactly(List.of("a"));
		assertThat(order).isEmpty();
		assertThat(this.queue.offer(text("late"))).isFalse();
		assertThat(this.failures).isEmpty();
	}

	@Test
	void failureEndsTheQueue() {
		this.networkIsSlow = true;
		this.queue.offer(text("a"));
		this.queue.offer(text("b"));
		this.toThrow = new IOException("gone");
		runTask();
		assertThat(this.failures).containsExactly(this.toThrow);
		assertThat(this.queue.offer(text("late"))).isFalse();
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void failureOfTheThreadThatBroughtAMessageEndsTheQueue() {
		this.toThrow = new IOException("gone");
		assertThat(this.queue.offer(text("a"))).isTrue();
		assertThat(this.failures).containsExactly(this.toThrow);
		assertThat(this.queue.offer(text("late"))).isFalse();
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void executorThatTakesNoTaskEndsTheQueue() {
		RejectedExecutionException rejected = new RejectedExecutionException();
		this.networkIsSlow = true;
		OutboundQueue refused = new OutboundQueue(3, 100, (task) -> {
			throw rejected;
		}, () -> this.now, this.writer);
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
			OutboundQueue shared = new OutboundQueue(500, 1_000_000, executor, System::nanoTime,
					new OutboundQueue.Writer() {
						@Override
						public Unwritten write(List<WireMessage> messages) {
							if (writers.incrementAndGet() > 1) {
								violations.add("two writers");
							}
							messages.forEach((message) -> all.add(((WireMessage.Text) message).text()));
							writers.decrementAndGet();
							return (all.size() % 7 == 0) ? Thread::onSpinWait : null;
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
