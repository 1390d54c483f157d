package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

import io.phoenixchannels.client.ListenerPolicy.Execution;
import io.phoenixchannels.client.ListenerPolicy.Overflow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In which order handlers are called, and on which thread.
 */
class HandlerExecutionTests extends ClientTestSupport {

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final CallbackThreads oneThread = CallbackThreads.upTo(1, "only-");

	@AfterEach
	void shutDown() {
		this.oneThread.shutdownNow();
	}

	private PhoenixChannel join(Execution execution, int capacity) {
		connected(builder().callbackExecutor(this.oneThread)
			.listener(new ListenerPolicy(capacity, Overflow.PAUSE, execution)));
		return joined("room:lobby");
	}

	private void tick(Object number) {
		this.server.broadcast("room:lobby", "tick", number);
	}

	private void hear(Object what) {
		this.heard.add(what + (Thread.currentThread().getName().startsWith("only-") ? "" : " directly"));
	}

	private List<String> heard(int count) throws InterruptedException {
		List<String> result = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			result.add(next(this.heard));
		}
		return result;
	}

	@Test
	void handlersAreCalledInTheirOrderAndThoseWithoutOneLast() throws Exception {
		PhoenixChannel room = join(Execution.QUEUED, 10);
		room.on("tick", (message) -> hear("none"));
		room.onAsync("tick", ordered(5, "five"));
		PhoenixRegistration first = room.onAsync("tick", ordered(-1, "first"));
		room.onAsync("tick", ordered(5, "five again"));
		room.onMessageAsync(ordered(7, "all events"));
		room.onMessageAsync(ordered(6, "all events before"));
		room.onAsync("tick", ordered(Integer.MAX_VALUE, "last"));
		tick(1);
		assertThat(heard(7)).containsExactly("all events before", "all events", "first", "five", "five again", "none",
				"last");
		first.close();
		room.onAsync("tick", ordered(0, "first now"));
		tick(2);
		assertThat(heard(6)).containsExactly("all events before", "all events", "first now", "five", "five again",
				"none");
	}

	private AsyncMessageHandler ordered(int order, String name) {
		return new AsyncMessageHandler() {

			@Override
			public CompletionStage<?> handle(PhoenixMessage message) {
				hear(name);
				return null;
			}

			@Override
			public int order() {
				return order;
			}

		};
	}

	@Test
	void directHandlersRunWhereTheMessageIsReadAndQueuedOnesDoNot() throws Exception {
		PhoenixChannel room = join(Execution.DIRECT, 10);
		room.on("tick", Integer.class, this::hear);
		tick(1);
		tick(2);
		assertThat(heard(2)).containsExactly("1 directly", "2 directly");
		this.client.close();
		join(Execution.QUEUED, 10).on("tick", Integer.class, this::hear);
		tick(3);
		assertThat(heard(1)).containsExactly("3");
	}

	@Test
	void whatDependsOnAReplyToADirectClientRunsWhereItIsRead() throws Exception {
		for (Execution execution : Execution.values()) {
			PhoenixChannel room = join(execution, 10);
			// Before the handler returns, neither thread can have got hold of a reply.
			room.on("tick", (message) -> {
				room.push("echo", 1).thenAccept((reply) -> hear("reply"));
				room.push("fail", 1).whenComplete((reply, failure) -> hear("error"));
				this.client.join("nowhere:1").whenComplete((reply, failure) -> hear("rejected"));
				room.push("ignore", 1).whenComplete((reply, failure) -> hear("no reply"));
			});
			tick(1);
			String where = (execution == Execution.DIRECT) ? " directly" : "";
			assertThat(heard(3)).containsExactlyInAnyOrder("reply" + where, "error" + where, "rejected" + where);
			this.server.kill();
			assertThat(heard(1)).containsExactly("no reply");
			this.client.close();
		}
	}

	@Test
	void directHandlerMayPushAndFailAndItsTopicMayBeFull() throws Exception {
		PhoenixChannel room = join(Execution.DIRECT, 1);
		room.on("tick", Integer.class, (number) -> {
			room.push("echo", number).thenAccept((reply) -> hear("reply " + number));
			throw new IllegalStateException("on purpose");
		});
		room.on("tick", Integer.class, this::hear);
		for (int number = 1; number <= 3; number++) {
			tick(number);
			assertThat(heard(2)).containsExactly(number + " directly", "reply " + number + " directly");
		}
		assertThat(this.client.counters().handlerFailures()).isEqualTo(3);
	}

	@Test
	void whatADirectHandlerWaitedForGoesOnOnTheExecutorInOrder() throws Exception {
		PhoenixChannel room = join(Execution.DIRECT, 1000);
		CompletableFuture<Object> stage = new CompletableFuture<>();
		room.onAsync("tick", (message) -> stage);
		room.on("tick", Integer.class, (number) -> this.heard.add(String.valueOf(number)));
		IntStream.range(0, 600).forEach(this::tick);
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		assertThat(this.heard).isEmpty();
		stage.complete(null);
		assertThat(heard(600)).containsExactlyElementsOf(IntStream.range(0, 600).mapToObj(String::valueOf).toList());
		tick(600);
		assertThat(heard(1)).containsExactly("600");
	}

	@Test
	void whatGoesOnLaterIsOnTheExecutorAndWhatComesThenIsDirectAgain() throws Exception {
		PhoenixChannel room = join(Execution.DIRECT, 10);
		CompletableFuture<Object> stage = new CompletableFuture<>();
		room.onAsync("tick", (message) -> stage);
		room.on("tick", Integer.class, this::hear);
		tick(1);
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		stage.complete(null);
		assertThat(heard(1)).containsExactly("1");
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		tick(2);
		assertThat(heard(1)).containsExactly("2 directly");
	}

}
