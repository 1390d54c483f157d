package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.phoenixchannels.client.ListenerPolicy.Overflow;
import io.phoenixchannels.session.Notice;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that are not finished when they return.
 */
class AsyncHandlerTests extends ClientTestSupport {

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final BlockingQueue<CompletableFuture<Object>> begun = new LinkedBlockingQueue<>();

	private final CallbackThreads oneThread = CallbackThreads.upTo(1, "only-");

	@AfterEach
	void shutDown() {
		this.oneThread.shutdownNow();
	}

	private PhoenixChannel join(PhoenixClientBuilder builder) {
		connected(builder);
		return joined("room:lobby");
	}

	private CompletionStage<?> begin(PhoenixMessage message) {
		this.heard.add("begin " + message.payload(String.class));
		CompletableFuture<Object> stage = new CompletableFuture<>();
		this.begun.add(stage);
		return stage;
	}

	private void tick(Object number) {
		this.server.broadcast("room:lobby", "tick", number);
	}

	private List<String> heard(int count) throws InterruptedException {
		List<String> result = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			result.add(next(this.heard));
		}
		return result;
	}

	@Test
	void nextMessageOfTheTopicWaitsForTheStageAndOtherTopicsAndTheOnlyThreadDoNot() throws Exception {
		PhoenixChannel room = join(builder().callbackExecutor(this.oneThread));
		room.onAsync("tick", this::begin);
		joined("room:other").on("tick", Integer.class, (number) -> this.heard.add("other " + number));
		tick(1);
		tick(2);
		CompletableFuture<Object> first = next(this.begun);
		this.server.broadcast("room:other", "tick", 3);
		assertThat(heard(2)).containsExactly("begin 1", "other 3");
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		assertThat(this.begun).isEmpty();
		first.complete(null);
		next(this.begun).complete(null);
		assertThat(heard(1)).containsExactly("begin 2");
	}

	@Test
	void handlersOfAMessageAreAwaitedOneAfterAnotherInTheirOrder() throws Exception {
		PhoenixChannel room = join(builder());
		room.onAsync("tick", this::begin);
		room.on("tick", (message) -> this.heard.add("event 2"));
		room.onMessageAsync(this::begin);
		room.onMessage((message) -> this.heard.add("message 2"));
		tick(1);
		tick(2);
		for (int message = 1; message <= 2; message++) {
			CompletableFuture<Object> messageHandler = next(this.begun);
			assertThat(heard(1)).containsExactly("begin " + message);
			assertThat(this.heard).isEmpty();
			messageHandler.complete("ignored");
			CompletableFuture<Object> eventHandler = next(this.begun);
			assertThat(heard(2)).containsExactly("message 2", "begin " + message);
			assertThat(this.heard).isEmpty();
			eventHandler.complete(null);
			assertThat(heard(1)).containsExactly("event 2");
		}
	}

	@Test
	void whatFollowsRunsOnTheCallbackExecutorNotWhereTheStageCompletes() throws Exception {
		PhoenixChannel room = join(builder().callbackExecutor(this.oneThread));
		room.onAsync("tick", this::begin);
		room.on("tick", (message) -> this.heard.add(Thread.currentThread().getName()));
		tick(1);
		next(this.begun).complete(null);
		assertThat(heard(2).get(1)).startsWith("only-");
	}

	@Test
	void stagesThatAreCompleteAndNullAreHandledLikeAnEnd() throws Exception {
		PhoenixChannel room = join(builder());
		room.onAsync("tick", (message) -> null);
		room.onAsync("tick", (message) -> CompletableFuture.completedFuture(null));
		room.onAsync("tick", (message) -> CompletableFuture.completedStage("value"));
		room.on("tick", Integer.class, (number) -> this.heard.add("end " + number));
		tick(1);
		tick(2);
		assertThat(heard(2)).containsExactly("end 1", "end 2");
	}

	@Test
	void failureOfAStageIsTheHandlersFailureAndHurtsNobodyElse() throws Exception {
		PhoenixChannel room = join(builder());
		room.onAsync("tick", this::begin);
		room.onAsync("tick", (message) -> CompletableFuture.failedFuture(new IllegalStateException("at once")));
		room.onAsync("tick", (message) -> CompletableFuture.runAsync(() -> {
			throw new IllegalStateException("wrapped");
		}));
		room.onAsync("tick", (message) -> {
			throw new IllegalStateException("thrown");
		});
		room.on("tick", (message) -> this.heard.add("end"));
		tick(1);
		next(this.begun).completeExceptionally(new TimeoutException("later"));
		assertThat(heard(2)).containsExactly("begin 1", "end");
		assertThat(List.of(failure(), failure(), failure(), failure()))
			.extracting((failure) -> failure.getClass().getSimpleName() + " " + failure.getMessage())
			.containsExactly("TimeoutException later", "IllegalStateException at once", "IllegalStateException wrapped",
					"IllegalStateException thrown");
		assertThat(this.client.counters().handlerFailures()).isEqualTo(4);
		tick(2);
		next(this.begun).cancel(false);
		assertThat(heard(2)).containsExactly("begin 2", "end");
		assertThat(failure()).isInstanceOf(java.util.concurrent.CancellationException.class);
	}

	private Throwable failure() throws InterruptedException {
		return notice(Notice.HandlerFailed.class).failure();
	}

	@Test
	void handlerMayDealWithTheFailureOfItsStageInOrderAndOnTheExecutor() throws Exception {
		PhoenixChannel room = join(builder().callbackExecutor(this.oneThread));
		room.onAsync("tick", new AsyncMessageHandler() {

			@Override
			public CompletionStage<?> handle(PhoenixMessage message) {
				return begin(message);
			}

			@Override
			public void failed(PhoenixMessage message, Throwable failure) {
				AsyncHandlerTests.this.heard.add(failure.getMessage() + " on " + message.payload(String.class) + " "
						+ Thread.currentThread().getName().startsWith("only-"));
			}

		});
		room.on("tick", (message) -> this.heard.add("end"));
		tick(1);
		next(this.begun).completeExceptionally(new IllegalStateException("x"));
		assertThat(heard(3)).containsExactly("begin 1", "x on 1 true", "end");
		assertThat(this.client.counters().handlerFailures()).isZero();
	}

	@Test
	void handlerThatIsNotReadyHoldsItsTopicUpAndIsAskedAgain() throws Exception {
		AtomicReference<CompletableFuture<?>> hold = new AtomicReference<>(new CompletableFuture<>());
		BlockingQueue<CompletableFuture<?>> asked = new LinkedBlockingQueue<>();
		PhoenixChannel room = join(builder().callbackExecutor(this.oneThread));
		room.on("tick", Integer.class, (number) -> this.heard.add("before " + number));
		room.onAsync("tick", new AsyncMessageHandler() {

			@Override
			public CompletionStage<?> whenReady() {
				CompletableFuture<?> current = hold.get();
				asked.add(current);
				return current;
			}

			@Override
			public CompletionStage<?> handle(PhoenixMessage message) {
				AsyncHandlerTests.this.heard.add("handle " + message.payload(String.class));
				return null;
			}

		});
		tick(1);
		tick(2);
		CompletableFuture<?> first = next(asked);
		assertThat(heard(1)).containsExactly("before 1");
		// Runs when the only thread is given back: a stage that completes before lets the
		// message come
		this.oneThread.submit(() -> {
		}).get();
		CompletableFuture<?> second = new CompletableFuture<>();
		hold.set(second);
		first.complete(null);
		assertThat(next(asked)).isSameAs(second);
		assertThat(this.heard).isEmpty();
		second.completeExceptionally(new IllegalStateException("no failure of the handler"));
		assertThat(heard(3)).containsExactly("handle 1", "before 2", "handle 2");
		assertThat(this.client.counters().handlerFailures()).isZero();
	}

	@Test
	void handlerThatIsClosedWhileItsTopicWaitsForItLetsTheMessageGoBy() throws Exception {
		CompletableFuture<?> hold = new CompletableFuture<>();
		CountDownLatch asked = new CountDownLatch(1);
		PhoenixChannel room = join(builder());
		PhoenixRegistration registration = room.onAsync("tick", new AsyncMessageHandler() {

			@Override
			public CompletionStage<?> whenReady() {
				asked.countDown();
				return hold;
			}

			@Override
			public CompletionStage<?> handle(PhoenixMessage message) {
				AsyncHandlerTests.this.heard.add("handle");
				return null;
			}

		});
		room.on("tick", Integer.class, (number) -> this.heard.add("end " + number));
		tick(1);
		await(asked);
		registration.close();
		hold.complete(null);
		assertThat(heard(1)).containsExactly("end 1");
	}

	@Test
	void queueIsBoundedWhileAStageIsAwaitedAndReadingPauses() throws Exception {
		PhoenixChannel room = join(builder().listener(new ListenerPolicy(10, Overflow.PAUSE)));
		List<Integer> numbers = new CopyOnWriteArrayList<>();
		CompletableFuture<Object> hold = new CompletableFuture<>();
		room.onAsync("tick", (message) -> {
			numbers.add(message.payload(Integer.class));
			return hold;
		});
		IntStream.range(0, 500).forEach(this::tick);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 11);
		// What was in flight to the reader when it paused
		Awaitility.await().during(200, TimeUnit.MILLISECONDS).until(() -> this.client.counters().framesIn() < 50);
		assertThat(numbers).containsExactly(0);
		hold.complete(null);
		Awaitility.await().atMost(PATIENCE).until(() -> numbers.size() == 500);
		assertThat(numbers).containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
	}

	@Test
	void oldestAreDroppedWhileAStageIsAwaitedIfTheUserSaysSo() throws Exception {
		PhoenixChannel room = join(builder().listener(new ListenerPolicy(10, Overflow.DROP_OLDEST)));
		room.onAsync("tick", this::begin);
		tick(0);
		CompletableFuture<Object> first = next(this.begun);
		IntStream.rangeClosed(1, 100).forEach(this::tick);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().messagesDropped() == 90);
		first.complete(null);
		for (int i = 0; i < 10; i++) {
			next(this.begun).complete(null);
		}
		assertThat(heard(11)).containsExactly("begin 0", "begin 91", "begin 92", "begin 93", "begin 94", "begin 95",
				"begin 96", "begin 97", "begin 98", "begin 99", "begin 100");
	}

	@Test
	void observersOfTheChannelWaitTheirTurnToo() throws Exception {
		PhoenixChannel room = join(builder());
		room.onAsync("tick", this::begin);
		this.client.observe(TopicPattern.exactly("room:lobby"),
				(notice) -> this.heard.add(notice.getClass().getSimpleName()));
		tick(1);
		CompletableFuture<Object> stage = next(this.begun);
		get(room.leave());
		assertThat(heard(1)).containsExactly("begin 1");
		assertThat(this.heard).isEmpty();
		stage.complete(null);
		assertThat(heard(1)).containsExactly("ChannelClosed");
	}

	@Test
	void clientWithAStageThatNeverCompletesCanBeClosedAndACompletionAfterwardsIsHarmless() throws Exception {
		PhoenixChannel room = join(builder());
		room.onAsync("tick", this::begin);
		tick(Map.of());
		CompletableFuture<Object> stage = next(this.begun);
		CompletableFuture<Void> closed = CompletableFuture.runAsync(this.client::close);
		closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(this.client.status().isConnected()).isFalse();
		stage.complete(null);
	}

	@Test
	void stageThatCompletesWhileItIsReturnedIsNeverLost() throws Exception {
		int count = 20_000;
		PhoenixChannel room = join(builder().listener(new ListenerPolicy(100_000, Overflow.PAUSE)));
		List<Integer> numbers = new ArrayList<>();
		CountDownLatch all = new CountDownLatch(count);
		BlockingQueue<CompletableFuture<Object>> open = new LinkedBlockingQueue<>();
		Thread completer = new Thread(() -> {
			try {
				while (true) {
					CompletableFuture<Object> stage;
					do {
						stage = open.poll();
					}
					while (stage == null && !Thread.currentThread().isInterrupted());
					if (stage == null) {
						return;
					}
					stage.complete(null);
				}
			}
			finally {
				open.clear();
			}
		});
		completer.start();
		room.onAsync("tick", (message) -> {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			open.add(stage);
			return stage;
		});
		room.on("tick", Integer.class, (number) -> {
			numbers.add(number);
			all.countDown();
		});
		try {
			IntStream.range(0, count).forEach(this::tick);
			assertThat(all.await(60, TimeUnit.SECONDS)).as("all messages were handled").isTrue();
			assertThat(numbers).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
		}
		finally {
			completer.interrupt();
			completer.join();
		}
	}

}
