package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One at a time, in order, suspended or not.
 */
class SerialQueueTests {

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	private final List<Object> handled = new ArrayList<>();

	@AfterEach
	void shutDown() {
		this.threads.shutdownNow();
	}

	private boolean suspendOnA(Object element) {
		this.handled.add(element);
		return !element.equals("a");
	}

	@Test
	void suspendedQueueHandlesNothingUntilItIsResumedWithWhatIsLeft() {
		AtomicInteger drained = new AtomicInteger();
		SerialQueue<Object> queue = new SerialQueue<>(Runnable::run, this::suspendOnA, drained::incrementAndGet);
		queue.add("a");
		queue.add("b");
		queue.wake();
		queue.wake();
		assertThat(this.handled).containsExactly("a");
		assertThat(queue.size()).isEqualTo(1);
		queue.resume("rest of a");
		assertThat(this.handled).containsExactly("a", "rest of a", "b");
		assertThat(drained).hasValue(1);
	}

	@Test
	void wokenHereItHandlesWhatWaitsAtOnceAndGoesOnElsewhereOnlyAfterASuspensionOrALongRun() {
		List<Runnable> elsewhere = new ArrayList<>();
		AtomicInteger drained = new AtomicInteger();
		SerialQueue<Object> queue = new SerialQueue<>(elsewhere::add, this::suspendOnA, drained::incrementAndGet);
		queue.wakeHere();
		assertThat(drained).hasValue(0);
		queue.add("b");
		queue.add("c");
		queue.wakeHere();
		assertThat(this.handled).containsExactly("b", "c");
		assertThat(drained).hasValue(1);
		queue.add("a");
		queue.add("d");
		queue.wakeHere();
		queue.wakeHere();
		assertThat(this.handled).containsExactly("b", "c", "a");
		assertThat(elsewhere).isEmpty();
		queue.resume("rest of a");
		assertThat(this.handled).hasSize(3);
		elsewhere.remove(0).run();
		assertThat(this.handled).containsExactly("b", "c", "a", "rest of a", "d");
		assertThat(drained).hasValue(2);
		this.handled.clear();
		List<Object> many = new ArrayList<>(IntStream.range(0, 300).boxed().toList());
		many.forEach(queue::add);
		queue.wakeHere();
		assertThat(this.handled).hasSizeLessThan(300);
		elsewhere.remove(0).run();
		assertThat(this.handled).isEqualTo(many);
		assertThat(elsewhere).isEmpty();
	}

	@Test
	void suspendedQueueIsNotRetiredThoughItIsEmpty() {
		SerialQueue<Object> queue = new SerialQueue<>(Runnable::run, this::suspendOnA, () -> {
		});
		queue.add("a");
		queue.wake();
		assertThat(queue.retire()).isFalse();
		queue.resume("rest");
		assertThat(queue.retire()).isTrue();
		assertThat(queue.add("late")).isZero();
	}

	@Test
	void resumingAfterTheExecutorWasShutDownForgetsWhatWaits() {
		SerialQueue<Object> queue = new SerialQueue<>(this.threads, this::suspendOnA, () -> {
		});
		this.threads.shutdownNow();
		queue.add("b");
		queue.resume("rest");
		assertThat(queue.size()).isZero();
		assertThat(this.handled).isEmpty();
		assertThat(queue.retire()).isTrue();
	}

	/**
	 * Adding threads, suspensions of either outcome, and resumptions from other threads,
	 * before and after the handler has returned.
	 */
	@Test
	void noWakeUpIsLostHoweverSuspensionsAndAdditionsMeet() throws Exception {
		int producers = 3;
		int each = 60_000;
		CountDownLatch all = new CountDownLatch(producers * each);
		AtomicReference<Thread> inside = new AtomicReference<>();
		List<int[]> order = new ArrayList<>();
		AtomicReference<SerialQueue<Object>> self = new AtomicReference<>();
		SerialQueue<Object> queue = new SerialQueue<>(this.threads, (element) -> {
			if (element instanceof int[] numbers) {
				assertAlone(inside);
				order.add(numbers);
				int choice = ThreadLocalRandom.current().nextInt(8);
				inside.set(null);
				if (choice < 2) {
					this.threads.execute(() -> self.get().resume("rest"));
					return false;
				}
				all.countDown();
				return true;
			}
			all.countDown();
			return true;
		}, () -> {
		});
		self.set(queue);
		CompletableFuture<?>[] producing = IntStream.range(0, producers)
			.mapToObj((producer) -> CompletableFuture.runAsync(() -> IntStream.range(0, each).forEach((number) -> {
				queue.add(new int[] { producer, number });
				queue.wake();
			})))
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(producing).get(60, TimeUnit.SECONDS);
		assertThat(all.await(60, TimeUnit.SECONDS)).as("left: " + all.getCount()).isTrue();
		int[] next = new int[producers];
		for (int[] numbers : order) {
			assertThat(numbers[1]).isEqualTo(next[numbers[0]]++);
		}
		assertThat(next).containsOnly(each);
	}

	private static void assertAlone(AtomicReference<Thread> inside) {
		if (!inside.compareAndSet(null, Thread.currentThread())) {
			throw new AssertionError("Two at once");
		}
	}

}
