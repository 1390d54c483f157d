package io.phoenixchannels.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.test.ManualTime;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Failed calls that are tried again, on a real client whose time is the test's.
 */
class ListenerRetryTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final RetryPolicy POLICY = RetryPolicy.builder()
		.maxRetries(3)
		.delay(Duration.ofSeconds(1))
		.multiplier(2)
		.excludes(IOException.class)
		.build();

	private final ManualTime time = new ManualTime();

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private EmbeddedPhoenixServer server;

	private PhoenixClient client;

	private PhoenixListenerEndpointRegistry registry;

	@BeforeEach
	void connect() {
		this.server = EmbeddedPhoenixServer.builder()
			.channel("room:*",
					(channel) -> channel.onJoin((join) -> join.ok()).on("echo", (push) -> push.ok(push.body())))
			.start();
		this.client = PhoenixClient.builder(this.server.url()).clock(this.time.newClock()).build();
		this.registry = new PhoenixListenerEndpointRegistry(List.of(this.client), this.client, new NoTopics(),
				Duration.ofSeconds(5));
		this.client.connect().orTimeout(10, TimeUnit.SECONDS).join();
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	private PhoenixListenerEndpoint.Builder listener(String id) {
		return PhoenixListenerEndpoint.builder(id)
			.topics("room:*")
			.events("tick")
			.retryPolicy(POLICY)
			.errorHandler((message, failure) -> this.heard.add(id + " gave up: " + failure.getCause().getMessage()
					+ " on " + Thread.currentThread().getName().substring(0, 15)));
	}

	private void start(PhoenixListenerEndpoint.Builder... listeners) {
		for (PhoenixListenerEndpoint.Builder listener : listeners) {
			this.registry.register(listener.build());
		}
		this.registry.start();
		this.client.join("room:a").orTimeout(10, TimeUnit.SECONDS).join();
		this.client.join("room:b").orTimeout(10, TimeUnit.SECONDS).join();
	}

	private void tick(String topic, int number) {
		this.server.broadcast(topic, "tick", number);
	}

	private void assertHeard(String... expected) throws InterruptedException {
		for (String text : expected) {
			assertThat(this.heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(text);
		}
	}

	/**
	 * Whatever the listeners did is done when the reply is there: the callback executor
	 * has taken it since.
	 */
	private void assertNothingElseHeard() {
		this.client.channel("room:b").push("echo", 1).orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(this.heard).isEmpty();
	}

	/**
	 * Time passes, as soon as the listener waits for it.
	 */
	private void assertHeardAfter(Duration delay, String... expected) throws InterruptedException {
		assertNothingElseHeard();
		this.time.advance(delay.minusMillis(1));
		assertNothingElseHeard();
		this.time.advance(Duration.ofMillis(1));
		assertHeard(expected);
	}

	private void fail(ListenerInvocation invocation) {
		String text = text(invocation);
		this.heard.add("try " + text);
		throw new IllegalStateException(text);
	}

	private static String text(ListenerInvocation invocation) {
		return invocation.topic().substring(5) + invocation.message().payload(String.class);
	}

	@Test
	void failedCallIsTriedAgainLaterAndLaterUntilTheErrorHandlerHearsItInOrder() throws Exception {
		start(listener("failing").handler(this::fail),
				listener("other").handler((invocation) -> this.heard.add("other " + text(invocation))));
		tick("room:a", 1);
		assertHeard("try a1");
		assertHeardAfter(Duration.ofSeconds(1), "try a1");
		assertHeardAfter(Duration.ofSeconds(2), "try a1");
		assertHeardAfter(Duration.ofSeconds(4), "try a1", "failing gave up: a1 on phoenix-default", "other a1");
		assertNothingElseHeard();
	}

	@Test
	void callThatSucceedsInTheEndIsNoFailureAndItsTopicWaitedWhileOthersWentOn() throws Exception {
		int[] failures = { 2 };
		start(listener("failing").handler((invocation) -> {
			if (invocation.topic().equals("room:a") && failures[0]-- > 0) {
				fail(invocation);
			}
			this.heard.add("done " + text(invocation));
		}));
		tick("room:a", 1);
		tick("room:a", 2);
		assertHeard("try a1");
		tick("room:b", 3);
		assertHeard("done b3");
		assertHeardAfter(Duration.ofSeconds(1), "try a1");
		assertHeardAfter(Duration.ofSeconds(2), "done a1", "done a2");
		assertThat(this.client.counters().handlerFailures()).isZero();
	}

	@Test
	void stageThatFailsIsTriedAgainToo() throws Exception {
		BlockingQueue<CompletableFuture<Object>> begun = new LinkedBlockingQueue<>();
		start(listener("later").handler(new AsyncHandler((invocation) -> {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			begun.add(stage);
			this.heard.add("try " + text(invocation));
			return stage;
		})), listener("other").handler((invocation) -> this.heard.add("other " + text(invocation))));
		tick("room:a", 1);
		assertHeard("try a1");
		begun.remove().completeExceptionally(new IllegalStateException("x"));
		assertHeardAfter(Duration.ofSeconds(1), "try a1");
		begun.remove().complete(null);
		assertHeard("other a1");
	}

	@Test
	void whatWouldFailAgainIsNotTriedAgain() throws Exception {
		start(listener("poisoned").handler((invocation) -> invocation.message().payload(Integer.class)),
				listener("excluded").handler((invocation) -> {
					throw new IOException("excluded");
				}), listener("broken").handler((invocation) -> {
					throw new AssertionError("an error");
				}));
		this.server.broadcast("room:a", "tick", "no number");
		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).startsWith("poisoned gave up: The JSON payload");
		assertHeard("excluded gave up: excluded on phoenix-default", "broken gave up: an error on phoenix-default");
	}

	@Test
	void policyMayHaveATimeoutAndZeroRetriesAreNone() throws Exception {
		start(listener("timed").retryPolicy(
				RetryPolicy.builder().maxRetries(9).delay(Duration.ofSeconds(2)).timeout(Duration.ofSeconds(5)).build())
			.handler(this::fail), listener("once").retryPolicy(RetryPolicy.withMaxRetries(0)).handler(this::fail));
		tick("room:a", 1);
		assertHeard("try a1");
		assertHeardAfter(Duration.ofSeconds(2), "try a1");
		assertHeardAfter(Duration.ofSeconds(2), "try a1", "timed gave up: a1 on phoenix-default", "try a1",
				"once gave up: a1 on phoenix-default");
	}

	@Test
	void whatTheExecutorRejectsIsTriedAgain() throws Exception {
		int[] rejections = { 1 };
		start(listener("rejected").executor((task) -> {
			if (rejections[0]-- > 0) {
				this.heard.add("rejected");
				throw new RejectedExecutionException("full");
			}
			task.run();
		}).handler((invocation) -> this.heard.add("done " + text(invocation))));
		tick("room:a", 1);
		assertHeard("rejected");
		assertHeardAfter(Duration.ofSeconds(1), "done a1");
	}

	@Test
	void stopOfTheListenerEndsItsAttempts() throws Exception {
		start(listener("failing").handler(this::fail),
				listener("other").handler((invocation) -> this.heard.add("other " + text(invocation))));
		tick("room:a", 1);
		assertHeard("try a1");
		assertNothingElseHeard();
		this.registry.stop("failing");
		assertHeard("failing gave up: a1 on phoenix-default", "other a1");
		this.registry.start("failing");
		tick("room:a", 2);
		assertHeard("other a2", "try a2");
		assertHeardAfter(Duration.ofSeconds(1), "try a2");
	}

	@Test
	void stopOfTheRegistryDoesNotWaitForAttemptsToCome() throws Exception {
		start(listener("failing").handler(this::fail));
		tick("room:a", 1);
		assertHeard("try a1");
		assertNothingElseHeard();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.registry.stop(() -> stopped.complete(null));
		stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertHeard("failing gave up: a1 on phoenix-default");
	}

	@Test
	void closedClientEndsAttempts() throws Exception {
		start(listener("failing").handler(this::fail));
		tick("room:a", 1);
		assertHeard("try a1");
		assertNothingElseHeard();
		CompletableFuture.runAsync(this.client::close).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(this.client.channel("room:a").state()).isEqualTo(ChannelState.CLOSED);
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
			CompletableFuture<Void> stopped = new CompletableFuture<>();
			this.registry.stop(() -> stopped.complete(null));
			assertThat(stopped.orTimeout(5, TimeUnit.SECONDS)).succeedsWithin(PATIENCE);
		});
	}

	@Test
	void policyOfAllListenersOfTheClientHoldsForThoseWithoutOne() throws Exception {
		this.registry = new PhoenixListenerEndpointRegistry(List.of(this.client), this.client, new NoTopics(),
				Duration.ofSeconds(5), new ListenerCallPolicy(ListenerCallPolicy.DEFAULT.observations(),
						(name) -> name.equals("default") ? POLICY : null));
		start(listener("failing").retryPolicy(null).handler(this::fail));
		tick("room:a", 1);
		assertHeard("try a1");
		assertHeardAfter(Duration.ofSeconds(1), "try a1");
	}

	private static final class NoTopics implements DeclaredTopics {

		@Override
		public Collection<String> topics(String client) {
			return List.of();
		}

		@Override
		public Join join(String client, String topic) {
			return null;
		}

	}

}
