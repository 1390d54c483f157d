package io.phoenixchannels.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.TopicPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * When listeners are attached, and topics joined and left.
 */
@ExtendWith(OutputCaptureExtension.class)
class PhoenixListenerEndpointRegistryTests {

	private final FakePhoenixClient client = new FakePhoenixClient("default");

	private final Topics topics = new Topics();

	private final PhoenixListenerEndpointRegistry registry = registry(Duration.ofSeconds(5));

	private PhoenixListenerEndpointRegistry registry(Duration stopTimeout) {
		return new PhoenixListenerEndpointRegistry(List.of(this.client), this.client, this.topics, stopTimeout);
	}

	private static PhoenixListenerEndpoint endpoint(String id, String topic) {
		return endpoint(id, topic, true, (invocation) -> {
		});
	}

	private static PhoenixListenerEndpoint endpoint(String id, String topic, boolean autoStartup,
			ListenerHandler handler) {
		return new PhoenixListenerEndpoint(id, null, List.of(TopicPattern.parse(topic)), List.of("shout"), autoStartup,
				handler, null, "Bean." + id);
	}

	@Test
	void handlersComeBeforeDeclaredTopicsAndTheseBeforeThoseOfListeners() {
		this.topics.params.put("room:declared", "params");
		this.registry.register(endpoint("a", "room:a"));
		this.registry.register(endpoint("b", "room:declared"));
		this.registry.start();
		assertThat(this.client.calls()).containsExactly("on room:a shout", "on room:declared shout",
				"join room:declared with params", "subscribe room:a");
	}

	@Test
	void stopDetachesHandlersBeforeItLeavesTopicsAndStartBeginsAnew() {
		this.topics.params.put("room:declared", "params");
		this.registry.register(endpoint("a", "room:a"));
		for (int round = 0; round < 3; round++) {
			this.registry.start();
			this.registry.start();
			assertThat(this.registry.isRunning()).isTrue();
			assertThat(this.registry.isRunning("a")).isTrue();
			this.registry.stop();
			this.registry.stop();
			assertThat(this.registry.isRunning()).isFalse();
			assertThat(this.registry.isRunning("a")).isFalse();
			assertThat(this.client.calls()).containsExactly("on room:a shout", "join room:declared with params",
					"subscribe room:a", "off room:a shout", "unsubscribe room:a", "leave room:declared");
			this.client.clearCalls();
		}
	}

	@Test
	void topicIsSharedByItsListenersAndLeftWithTheLast() {
		this.registry.register(endpoint("a", "room:x"));
		this.registry.register(endpoint("b", "room:x"));
		this.registry.start();
		assertThat(this.client.calls()).containsOnlyOnce("subscribe room:x");
		this.registry.stop("a");
		assertThat(this.client.calls()).doesNotContain("unsubscribe room:x").contains("off room:x shout");
		this.registry.stop("b");
		assertThat(this.client.calls()).containsOnlyOnce("unsubscribe room:x");
		this.registry.start("b");
		assertThat(this.client.calls()).endsWith("on room:x shout", "subscribe room:x");
	}

	@Test
	void listenerThatDoesNotStartByItselfWaitsForItsStart() {
		this.registry.register(endpoint("a", "room:a", false, (invocation) -> {
		}));
		this.registry.start();
		assertThat(this.client.calls()).isEmpty();
		assertThat(this.registry.topics("default")).isEmpty();
		this.registry.start("a");
		this.registry.start("a");
		assertThat(this.client.calls()).containsExactly("on room:a shout", "subscribe room:a");
	}

	@Test
	void patternJoinsNothing() {
		this.registry.register(endpoint("a", "room:*"));
		this.registry.start();
		assertThat(this.client.calls()).containsExactly("on room:* shout");
		this.registry.stop();
		assertThat(this.client.calls()).containsExactly("on room:* shout", "off room:* shout");
	}

	@Test
	void listenerThatIsRegisteredLateStartsAtOnce() {
		this.registry.start();
		this.registry.register(endpoint("a", "room:a"));
		assertThat(this.client.calls()).containsExactly("on room:a shout", "subscribe room:a");
	}

	@Test
	void countsListenersAndTopicsOfAClient() {
		this.topics.params.put("room:declared", null);
		this.registry.register(endpoint("a", "room:a"));
		this.registry.register(endpoint("b", "room:declared"));
		this.registry.register(endpoint("c", "room:*"));
		assertThat(this.registry.listeners("default")).isEqualTo(3);
		assertThat(this.registry.listeners("other")).isZero();
		assertThat(this.registry.topics("default")).containsExactly("room:a", "room:declared");
		assertThat(this.registry.ids()).containsExactly("a", "b", "c");
	}

	@Test
	void unknownIdIsRefusedWithThoseThatExist() {
		this.registry.register(endpoint("a", "room:a"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.start("b"))
			.withMessage("There is no listener 'b'; there are [a]");
	}

	@Test
	void listenerWithoutClientIsRefusedIfThereIsNoDefaultOne() {
		PhoenixListenerEndpointRegistry registry = new PhoenixListenerEndpointRegistry(List.of(this.client), null,
				this.topics, Duration.ofSeconds(1));
		assertThatExceptionOfType(InvalidListenerException.class)
			.isThrownBy(() -> registry.register(endpoint("a", "room:a")))
			.withMessage("Listener Bean.a: it names no client, and there is no default one. Name one of [default]"
					+ " in the attribute client, or set phoenix.channels.url");
	}

	@Test
	void reservedEventIsAllowedWithOneWarning(CapturedOutput output) {
		this.registry.register(new PhoenixListenerEndpoint("a", null, List.of(TopicPattern.parse("room:a")),
				List.of("phx_reply", "shout"), true, (invocation) -> {
				}, null, "Bean.a"));
		this.registry.start();
		assertThat(output).containsOnlyOnce("Listener Bean.a hears phx_reply, which Phoenix reserves for itself");
		assertThat(this.client.calls()).contains("on room:a phx_reply", "on room:a shout");
	}

	@Test
	void stopCallsBackWhenTheLastCallHasEnded() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.registry.register(endpoint("a", "room:a", true, (invocation) -> {
			entered.countDown();
			release.await(10, TimeUnit.SECONDS);
		}));
		this.registry.start();
		CompletableFuture<Void> call = CompletableFuture.runAsync(() -> this.client.deliver("room:a", "shout", "{}"));
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.registry.stop(() -> stopped.complete(null));
		assertThat(stopped).isNotDone();
		assertThat(this.client.calls()).as("what runs can still push").endsWith("off room:a shout");
		release.countDown();
		stopped.get(2, TimeUnit.SECONDS);
		assertThat(this.client.calls()).as("what else finishes can still push").endsWith("off room:a shout");
		this.registry.leaveTopics();
		this.registry.leaveTopics();
		assertThat(this.client.calls()).endsWith("off room:a shout", "unsubscribe room:a");
		call.get(2, TimeUnit.SECONDS);
	}

	@Test
	void topicsThatAStopHasKeptAreJoinedAnewWhenTheyWereLeft() {
		this.topics.params.put("room:declared", "params");
		this.registry.register(endpoint("a", "room:a"));
		for (int round = 0; round < 3; round++) {
			this.registry.start();
			this.registry.stop(() -> {
			});
			this.registry.leaveTopics();
			assertThat(this.client.calls()).containsExactly("on room:a shout", "join room:declared with params",
					"subscribe room:a", "off room:a shout", "unsubscribe room:a", "leave room:declared");
			this.client.clearCalls();
		}
	}

	@Test
	void topicsThatAStopHasKeptStayJoinedWhenItStartsAgain() {
		this.topics.params.put("room:declared", "params");
		this.registry.register(endpoint("a", "room:a"));
		this.registry.start();
		this.client.clearCalls();
		for (int round = 0; round < 3; round++) {
			this.registry.stop(() -> {
			});
			this.registry.start();
			assertThat(this.client.calls()).containsExactly("off room:a shout", "on room:a shout");
			this.client.clearCalls();
		}
		this.registry.stop();
		assertThat(this.client.calls()).containsExactly("off room:a shout", "unsubscribe room:a",
				"leave room:declared");
	}

	@Test
	void startWhileAStopStillWaitsKeepsTheTopics() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.registry.register(endpoint("a", "room:a", true, (invocation) -> {
			entered.countDown();
			release.await(10, TimeUnit.SECONDS);
		}));
		this.registry.start();
		CompletableFuture<Void> call = CompletableFuture.runAsync(() -> this.client.deliver("room:a", "shout", "{}"));
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.registry.stop(() -> stopped.complete(null));
		this.registry.start();
		release.countDown();
		stopped.get(2, TimeUnit.SECONDS);
		call.get(2, TimeUnit.SECONDS);
		assertThat(this.client.calls()).containsOnlyOnce("subscribe room:a").doesNotContain("unsubscribe room:a");
	}

	@Test
	void stopCallsBackAfterItsTimeoutThoughAListenerHangs(CapturedOutput output) throws Exception {
		PhoenixListenerEndpointRegistry registry = registry(Duration.ofMillis(50));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		registry.register(endpoint("a", "room:a", true, (invocation) -> {
			entered.countDown();
			release.await(10, TimeUnit.SECONDS);
		}));
		registry.start();
		CompletableFuture<Void> call = CompletableFuture.runAsync(() -> this.client.deliver("room:a", "shout", "{}"));
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		registry.stop(() -> stopped.complete(null));
		stopped.get(5, TimeUnit.SECONDS);
		assertThat(output).contains("Listener calls still under way after 50 ms: 1");
		release.countDown();
		call.get(2, TimeUnit.SECONDS);
	}

	@Test
	void stopThatHasNothingToWaitForCallsBackAtOnce() {
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.registry.stop(() -> stopped.complete(null));
		assertThat(stopped).isCompleted();
	}

	private static final class Topics implements DeclaredTopics {

		private final Map<String, String> params = new LinkedHashMap<>();

		@Override
		public Collection<String> topics(String client) {
			return this.params.keySet();
		}

		@Override
		public Join join(String client, String topic) {
			String params = this.params.get(topic);
			return (params != null) ? (channel) -> channel.join((Object) params) : null;
		}

	}

}
