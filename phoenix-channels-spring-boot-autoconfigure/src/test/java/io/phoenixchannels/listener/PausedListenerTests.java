package io.phoenixchannels.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.ListenerPolicy.Overflow;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Pause and resume, and calls that go on after the method has returned, on a real client.
 */
class PausedListenerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private EmbeddedPhoenixServer server;

	private PhoenixClient client;

	private PhoenixListenerEndpointRegistry registry;

	@BeforeEach
	void connect() {
		this.server = EmbeddedPhoenixServer.builder()
			.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok()))
			.start();
		this.client = PhoenixClient.builder(this.server.url())
			.listener(new ListenerPolicy(10, Overflow.DROP_NEWEST))
			.build();
		this.registry = new PhoenixListenerEndpointRegistry(List.of(this.client), this.client, new NoTopics(),
				Duration.ofSeconds(5));
		this.client.connect().orTimeout(10, TimeUnit.SECONDS).join();
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	private void listener(String id, String topic, ListenerHandler handler) {
		this.registry.register(new PhoenixListenerEndpoint(id, null, List.of(TopicPattern.parse(topic)),
				List.of("tick"), true, handler, (message, failure) -> this.heard.add(id + " failed with "
						+ failure.getCause().getMessage() + " on " + Thread.currentThread().getName().substring(0, 7)),
				"Bean." + id));
	}

	private void listener(String id, String topic) {
		listener(id, topic, (invocation) -> this.heard.add(id + " " + text(invocation)));
	}

	private static String text(ListenerInvocation invocation) {
		return invocation.message().payload(String.class);
	}

	private void start(String... topics) {
		this.registry.start();
		for (String topic : topics) {
			Awaitility.await().atMost(PATIENCE).until(() -> this.client.channel(topic).state() == ChannelState.JOINED);
		}
	}

	private void tick(String topic, int number) {
		this.server.broadcast(topic, "tick", number);
	}

	private void assertHeard(String... expected) throws InterruptedException {
		for (String text : expected) {
			assertThat(this.heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(text);
		}
	}

	private void assertNothingHeardUntil(String topic, int number, String... heardThere) throws InterruptedException {
		tick(topic, number);
		assertHeard(heardThere);
		assertThat(this.heard).isEmpty();
	}

	@Test
	void topicOfAPausedListenerWaitsWithAllItsListenersAndOtherTopicsDoNot() throws Exception {
		listener("first", "room:a");
		listener("paused", "room:a");
		listener("last", "room:*");
		start("room:a");
		this.client.join("room:b").orTimeout(10, TimeUnit.SECONDS).join();
		this.registry.pause("paused");
		this.registry.pause("paused");
		assertThat(this.registry.isPaused("paused")).isTrue();
		assertThat(this.registry.isPaused("first")).isFalse();
		assertThat(this.registry.isRunning("paused")).isTrue();
		tick("room:a", 1);
		tick("room:a", 2);
		assertHeard("first 1");
		assertNothingHeardUntil("room:b", 3, "last 3");
		assertThat(this.client.channel("room:a").state()).isEqualTo(ChannelState.JOINED);
		this.registry.resume("paused");
		assertThat(this.registry.isPaused("paused")).isFalse();
		assertHeard("paused 1", "last 1", "first 2", "paused 2", "last 2");
		this.registry.resume("paused");
		tick("room:a", 4);
		assertHeard("first 4", "paused 4", "last 4");
	}

	@Test
	void pausedListenerLeavesMessagesOfOtherEventsAlone() throws Exception {
		listener("paused", "room:a");
		start("room:a");
		this.client.channel("room:a").on("other", String.class, this.heard::add);
		this.registry.pause("paused");
		this.server.broadcast("room:a", "other", "x");
		assertHeard("x");
	}

	@Test
	void queueOfAPausedListenerIsBounded() throws Exception {
		listener("paused", "room:a");
		start("room:a");
		this.registry.pause("paused");
		tick("room:a", 0);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 2);
		IntStream.rangeClosed(1, 30).forEach((number) -> tick("room:a", number));
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().messagesDropped() >= 20);
		this.registry.resume("paused");
		assertHeard("paused 0", "paused 1", "paused 2");
	}

	@Test
	void pauseSurvivesAStopOfTheListenerWhichLetsWhatWaitsGoBy() throws Exception {
		listener("paused", "room:a");
		listener("other", "room:a");
		start("room:a");
		this.registry.pause("paused");
		tick("room:a", 1);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 2);
		this.registry.stop("paused");
		assertHeard("other 1");
		this.registry.start("paused");
		assertThat(this.registry.isPaused("paused")).isTrue();
		tick("room:a", 2);
		tick("room:a", 3);
		// Registered anew, it comes after the other one now
		assertHeard("other 2");
		this.registry.resume("paused");
		assertHeard("paused 2", "other 3", "paused 3");
	}

	@Test
	void pauseSurvivesARestartOfTheRegistryWhichDoesNotHang() throws Exception {
		listener("paused", "room:a");
		start("room:a");
		this.registry.pause("paused");
		tick("room:a", 1);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 2);
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.registry.stop(() -> stopped.complete(null));
		assertThat(stopped).as("a paused message is no call that a stop waits for").isCompleted();
		this.registry.leaveTopics();
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.channel("room:a").state() == ChannelState.CLOSED);
		start("room:a");
		assertThat(this.registry.isPaused("paused")).isTrue();
		tick("room:a", 2);
		this.client.channel("room:b").join().orTimeout(10, TimeUnit.SECONDS).join();
		this.client.channel("room:b").on("tick", String.class, (text) -> this.heard.add("b"));
		assertNothingHeardUntil("room:b", 1, "b");
		this.registry.resume("paused");
		assertHeard("paused 2");
	}

	@Test
	void stopOfTheRegistryLetsWhatWaitsGoByToOthers() throws Exception {
		listener("paused", "room:a");
		start("room:a");
		this.client.channel("room:a").on("tick", String.class, (text) -> this.heard.add("other " + text));
		this.registry.pause("paused");
		tick("room:a", 1);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 2);
		this.registry.stop();
		assertHeard("other 1");
	}

	@Test
	void listenerThatIsNotRunningCanBePausedBefore() throws Exception {
		listener("paused", "room:a");
		this.registry.pause("paused");
		start("room:a");
		tick("room:a", 1);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 2);
		assertThat(this.heard).isEmpty();
		this.registry.resume("paused");
		assertHeard("paused 1");
	}

	@Test
	void clientOfAPausedListenerCanBeClosed() throws Exception {
		listener("paused", "room:a");
		start("room:a");
		this.registry.pause("paused");
		tick("room:a", 1);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 2);
		CompletableFuture.runAsync(this.client::close).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		this.registry.resume("paused");
		assertThat(this.heard).isEmpty();
	}

	@Test
	void onlyListenersOfMessagesCanBePausedAndUnknownOnesAreRefused() {
		this.registry.register(new PhoenixPresenceListenerEndpoint("presence", null,
				List.of(TopicPattern.parse("room:a")), PresenceChange.class, true, (invocation) -> {
				}, "Bean.presence"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.pause("presence"))
			.withMessageContaining("The listener 'presence' hears no messages, and cannot be paused");
		assertThat(this.registry.isPaused("presence")).isFalse();
		for (String method : List.of("pause", "resume", "isPaused")) {
			assertThatIllegalArgumentException().isThrownBy(() -> {
				switch (method) {
					case "pause" -> this.registry.pause("none");
					case "resume" -> this.registry.resume("none");
					default -> this.registry.isPaused("none");
				}
			}).withMessage("There is no listener 'none'; there are [presence]");
		}
	}

	@Test
	void topicWaitsForACallThatGoesOnAndItsFailureIsDealtWithInOrderOnTheExecutor() throws Exception {
		Later later = new Later();
		listener("later", "room:a", later);
		listener("other", "room:a");
		start("room:a");
		tick("room:a", 1);
		tick("room:a", 2);
		CompletableFuture<Object> first = later.next();
		assertThat(this.heard).isEmpty();
		first.completeExceptionally(new IllegalStateException("x"));
		assertHeard("later failed with x on phoenix", "other 1");
		later.next().complete(null);
		assertHeard("other 2");
	}

	@Test
	void stopWaitsForCallsThatGoOnAndStillHoldsTheirTopics() throws Exception {
		// A failed call must end once: another end would hide the next call
		for (String name : List.of("fails", "ends", "fails-again")) {
			boolean fails = !name.equals("ends");
			Later later = new Later();
			String topic = "room:" + name;
			listener(name, topic, later);
			start(topic);
			tick(topic, 1);
			CompletableFuture<Object> call = later.next();
			CompletableFuture<Void> stopped = new CompletableFuture<>();
			this.registry.stop(() -> stopped.complete(null));
			assertThat(stopped).isNotDone();
			assertThat(this.client.channel(topic).state()).isEqualTo(ChannelState.JOINED);
			if (fails) {
				call.completeExceptionally(new IllegalStateException("x"));
			}
			else {
				call.complete(null);
			}
			stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		assertHeard("fails failed with x on phoenix", "fails-again failed with x on phoenix");
	}

	private static final class Later implements ListenerHandler {

		private final BlockingQueue<CompletableFuture<Object>> begun = new LinkedBlockingQueue<>();

		@Override
		public void handle(ListenerInvocation invocation) {
			throw new IllegalStateException("Not called for messages");
		}

		@Override
		public CompletionStage<?> handleAsync(ListenerInvocation invocation) {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			this.begun.add(stage);
			return stage;
		}

		private CompletableFuture<Object> next() throws InterruptedException {
			CompletableFuture<Object> next = this.begun.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}

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
