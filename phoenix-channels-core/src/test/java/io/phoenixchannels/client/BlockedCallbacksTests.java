package io.phoenixchannels.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every callback thread waits, in a handler, for what a callback thread would complete.
 */
class BlockedCallbacksTests extends ClientTestSupport {

	private static final int THREADS = 3;

	private final CallbackThreads threads = CallbackThreads.upTo(THREADS, "few-");

	private final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();

	private final CountDownLatch allIn = new CountDownLatch(THREADS);

	@AfterEach
	void shutDown() {
		this.threads.shutdownNow();
	}

	/**
	 * Gives what the handlers came to that fill the executor, and wait there all at once.
	 */
	private List<Object> ofAll(Function<PhoenixChannel, Object> waiting) throws Exception {
		return ofAll(builder(), waiting);
	}

	private List<Object> ofAll(PhoenixClientBuilder builder, Function<PhoenixChannel, Object> waiting)
			throws Exception {
		connected(builder.callbackExecutor(this.threads));
		for (int i = 0; i < THREADS; i++) {
			PhoenixChannel room = joined("room:" + i);
			room.on("shout", (message) -> {
				this.allIn.countDown();
				await(this.allIn);
				this.ends.add(waiting.apply(room));
			});
		}
		this.client.status().channels().forEach((room) -> this.client.channel(room.topic()).send("shout", "x"));
		List<Object> all = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			all.add(next(this.ends));
		}
		assertThat(this.threads.size()).isEqualTo(THREADS);
		return all;
	}

	@Test
	void repliesReachThem() throws Exception {
		assertThat(ofAll((room) -> room.push("echo", "a").join().response(String.class))).containsOnly("a");
	}

	@Test
	void repliesReachThoseThatWaitForAWhileOnly() throws Exception {
		assertThat(ofAll((room) -> {
			try {
				return room.push("echo", "a").get(PATIENCE.toSeconds(), TimeUnit.SECONDS).status();
			}
			catch (Exception ex) {
				return ex;
			}
		})).containsOnly("ok");
	}

	@Test
	void responsesOfATypeReachThem() throws Exception {
		assertThat(ofAll((room) -> room.push("echo", new Shout("a"), Shout.class).join())).containsOnly(new Shout("a"));
	}

	@Test
	void whatDependsOnAReplyReachesThem() throws Exception {
		assertThat(ofAll((room) -> room.push("echo", "a").thenApply(PhoenixReply::status).join())).containsOnly("ok");
	}

	@Test
	void timeoutsReachThem() throws Exception {
		assertThat(ofAll(builder().pushTimeout(Duration.ofMillis(100)), (room) -> failure(room.push("ignore", null))))
			.hasOnlyElementsOfType(PushTimeoutException.class);
	}

	@Test
	void theBreakOfTheConnectionReachesThem() throws Exception {
		assertThat(ofAll((room) -> {
			CompletableFuture<PhoenixReply> push = room.push("ignore", null);
			this.server.kill();
			return failure(push);
		})).hasOnlyElementsOfTypes(PushInterruptedException.class, PushRefusedException.class,
				PushTimeoutException.class);
	}

	@Test
	void joinsAndLeavesReachThem() throws Exception {
		assertThat(ofAll((room) -> {
			PhoenixChannel other = this.client.channel(room.topic() + "-other");
			String joined = other.join().join().status();
			other.leave().join();
			return joined + ", " + other.state();
		})).containsOnly("ok, CLOSED");
	}

	/**
	 * Nobody can depend on it before it is given back.
	 */
	@Test
	void whatEndsWithinItsOwnCallNeedsNone() throws Exception {
		assertThat(ofAll((room) -> room.send("ignore", "x").isDone()
				&& this.client.channel("room:unwanted").push("shout", "x").isCompletedExceptionally()
				&& room.join().isDone()))
			.containsOnly(true);
	}

	/**
	 * Not only where the executor is blocked: it would be one more change of threads.
	 */
	@Test
	void aThreadThatWaitsNeedsNone() throws Exception {
		Thread waiting = Thread.currentThread();
		this.server.channel("late:*", (channel) -> channel.onJoin((join) -> join.ok()).on("echo", (push) -> {
			Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
			push.ok(push.body());
		}));
		List<Runnable> tasks = new CopyOnWriteArrayList<>();
		connected(builder().callbackExecutor((task) -> {
			tasks.add(task);
			this.threads.execute(task);
		}));
		PhoenixChannel channel = joined("late:1");
		int before = tasks.size();
		assertThat(channel.push("echo", "a").thenApply((reply) -> Thread.currentThread()).get()).isSameAs(waiting);
		assertThat(tasks).hasSize(before);
	}

	private static Object failure(CompletableFuture<?> future) {
		try {
			return future.join();
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

}
