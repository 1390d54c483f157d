package io.phoenixchannels.starter;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.template.PhoenixTemplate;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications with nothing but the starter on their class path, against a server on a
 * real socket.
 */
@ExtendWith(OutputCaptureExtension.class)
class StarterEndToEndTests {

	private final Set<Thread> otherKeepAlives = keepAlives().collect(Collectors.toSet());

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private EmbeddedPhoenixServer server;

	private ConfigurableApplicationContext context;

	@BeforeEach
	void startServer() {
		this.server = EmbeddedPhoenixServer.builder()
			.channel("room:*",
					(channel) -> channel.on("echo", (push) -> push.ok(push.body()))
						.on("shout", (push) -> push.broadcast("shout", push.body())))
			.start();
	}

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
		this.server.close();
	}

	private ConfigurableApplicationContext run(Class<?> application, String... properties) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		String[] arguments = new String[properties.length + 1];
		arguments[0] = "--phoenix.channels.url=" + this.server.url();
		for (int i = 0; i < properties.length; i++) {
			arguments[i + 1] = "--" + properties[i];
		}
		this.context = springApplication.run(arguments);
		return this.context;
	}

	private void awaitJoined(String topic) {
		PhoenixClient client = this.context.getBean(PhoenixClient.class);
		await().atMost(PATIENCE).until(() -> client.channel(topic).state() == ChannelState.JOINED);
	}

	@Test
	void oneUrlAndOneAnnotatedMethodAreEnough() throws Exception {
		run(LobbyApplication.class);
		awaitJoined("room:lobby");
		this.server.broadcast("room:lobby", "shout", Map.of("body", "hello"));
		assertThat(LobbyListener.of(this.context).next()).isEqualTo(new Shout("hello"));
		PhoenixReply reply = this.context.getBean(PhoenixTemplate.class)
			.push("room:lobby", "echo", new Shout("back"))
			.get(10, TimeUnit.SECONDS);
		assertThat(reply.isOk()).isTrue();
		assertThat(reply.response(Shout.class)).isEqualTo(new Shout("back"));
	}

	@Test
	void comesBackAfterBeingCutOff(CapturedOutput output) throws Exception {
		run(LobbyApplication.class);
		awaitJoined("room:lobby");
		this.server.kill();
		this.server.frames().await(2, (frame) -> frame.isFromClient() && frame.isEvent("phx_join"), PATIENCE);
		awaitJoined("room:lobby");
		this.server.broadcast("room:lobby", "shout", Map.of("body", "again"));
		assertThat(LobbyListener.of(this.context).next()).isEqualTo(new Shout("again"));
		String target = this.server.url() + "/websocket";
		assertThat(output).contains("Phoenix client 'default': connecting to " + target
				+ ", to join room:lobby, 1 listener method" + System.lineSeparator());
		assertThat(output).contains("Phoenix client 'default': connected to " + target);
		assertThat(output).containsPattern("WARN .*Phoenix client 'default': connection lost, .*; next attempt in 0");
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(output)
				.containsPattern("INFO .*Phoenix client 'default': reconnected after \\d+\\.\\d s, 1 topic"));
		assertThat(output.toString().lines().filter((line) -> line.contains("client.PhoenixClient "))).hasSize(4);
	}

	@Test
	void templateRefusesTopicThatIsNotJoined() {
		run(LobbyApplication.class);
		assertThat(this.context.getBean(PhoenixTemplate.class).push("room:other", "echo", null)).failsWithin(PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(PushRefusedException.class)
			.withMessageContaining("room:other");
	}

	@Test
	void troubledListenersLeaveOtherTopicsAndHeartbeatAlone(CapturedOutput output) throws Exception {
		run(TroubleApplication.class, "phoenix.channels.heartbeat.interval=200ms",
				"phoenix.channels.heartbeat.timeout=2s");
		awaitJoined("room:throws");
		awaitJoined("room:blocks");
		awaitJoined("room:big");
		awaitJoined("room:lobby");
		TroubleListener trouble = this.context.getBean(TroubleListener.class);
		try {
			this.server.broadcast("room:blocks", "shout", Map.of("body", "wait"));
			assertThat(trouble.blocked.await(10, TimeUnit.SECONDS)).isTrue();
			this.server.broadcast("room:throws", "shout", Map.of("body", "secret-payload"));
			this.server.broadcast("room:big", "shout", Map.of("body", "x".repeat(1024 * 1024)));
			long heartbeats = heartbeats();
			this.server.broadcast("room:lobby", "shout", Map.of("body", "hello"));
			assertThat(LobbyListener.of(this.context).next()).isEqualTo(new Shout("hello"));
			assertThat(trouble.size.get(10, TimeUnit.SECONDS)).isEqualTo(1024 * 1024);
			this.server.broadcast("room:throws", "shout", Map.of("body", "once more"));
			assertThat(trouble.thrown.poll(10, TimeUnit.SECONDS)).isEqualTo("secret-payload");
			assertThat(trouble.thrown.poll(10, TimeUnit.SECONDS)).isEqualTo("once more");
			await().atMost(PATIENCE).until(() -> heartbeats() > heartbeats + 2);
		}
		finally {
			trouble.release.countDown();
		}
		assertThat(this.server.connectionsOpened()).isEqualTo(1);
		assertThat(this.context.getBean(PhoenixClient.class).counters().handlerFailures()).isEqualTo(2);
		assertThat(output)
			.contains("Listener " + TroubleListener.class.getName()
					+ ".onThrows failed on event 'shout' of topic 'room:throws'")
			.contains("Caused by: java.lang.IllegalStateException: on purpose")
			.doesNotContain("secret-payload");
	}

	private long heartbeats() {
		return this.server.frames()
			.stream()
			.filter((frame) -> frame.isFromClient() && frame.isEvent("heartbeat"))
			.count();
	}

	@Test
	void patternHearsJoinedTopicsAndJoinsNone() throws Exception {
		run(PatternApplication.class, "phoenix.channels.topics=room:a,room:b");
		awaitJoined("room:a");
		awaitJoined("room:b");
		PatternListener listener = this.context.getBean(PatternListener.class);
		this.server.broadcast("room:b", "shout", Map.of("body", "hi"));
		assertThat(listener.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("b: hi");
		assertThat(this.server.channels()).hasSize(2);
	}

	@Test
	void startsWithoutItsServerAndConnectsWhenThatIsThere(CapturedOutput output) throws Exception {
		this.server.stop();
		run(LobbyApplication.class);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(output)
				.contains("Phoenix client 'default': cannot connect to " + this.server.url() + "/websocket, "));
		this.server.start();
		awaitJoined("room:lobby");
		this.server.broadcast("room:lobby", "shout", Map.of("body", "late"));
		assertThat(LobbyListener.of(this.context).next()).isEqualTo(new Shout("late"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void listenersRunOnVirtualThreadsWhenBootUsesThem() throws Exception {
		run(LobbyApplication.class, "spring.threads.virtual.enabled=true");
		awaitJoined("room:lobby");
		this.server.broadcast("room:lobby", "shout", Map.of("body", "hello"));
		assertThat(LobbyListener.of(this.context).next()).isEqualTo(new Shout("hello"));
		assertThat(LobbyListener.of(this.context).thread.toString()).startsWith("VirtualThread[#").contains("phoenix-");
	}

	@Test
	void nonWebApplicationStaysAliveUntilItIsClosed() {
		run(LobbyApplication.class);
		Thread keepAlive = keepAlive();
		assertThat(keepAlive).isNotNull();
		assertThat(keepAlive.isDaemon()).isFalse();
		awaitJoined("room:lobby");
		this.context.close();
		await().atMost(PATIENCE).until(() -> !keepAlive.isAlive());
		await().atMost(PATIENCE).until(() -> this.server.connections().isEmpty());
		assertThat(
				this.server.awaitFrame((frame) -> frame.isFromClient() && frame.isEvent("phx_leave"), PATIENCE).topic())
			.isEqualTo("room:lobby");
	}

	/**
	 * The thread that keeps this test's application alive; contexts that are cached for
	 * other tests have theirs.
	 */
	private Thread keepAlive() {
		return keepAlives().filter((thread) -> !this.otherKeepAlives.contains(thread)).findFirst().orElse(null);
	}

	private static Stream<Thread> keepAlives() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("phoenix-keep-alive"));
	}

	@Test
	void stopsAndStartsAgainAndAgain() throws Exception {
		run(LobbyApplication.class);
		for (int round = 1; round <= 3; round++) {
			awaitJoined("room:lobby");
			this.server.broadcast("room:lobby", "shout", Map.of("body", "round " + round));
			assertThat(LobbyListener.of(this.context).next()).isEqualTo(new Shout("round " + round));
			this.context.stop();
			await().atMost(PATIENCE).until(() -> this.server.connections().isEmpty());
			await().atMost(PATIENCE).until(() -> keepAlive() == null);
			this.context.start();
		}
		awaitJoined("room:lobby");
		assertThat(this.server.connectionsOpened()).isEqualTo(4);
	}

	record Shout(String body) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(LobbyListener.class)
	static class LobbyApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ LobbyListener.class, TroubleListener.class })
	static class TroubleApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(PatternListener.class)
	static class PatternApplication {

	}

	static class LobbyListener {

		private final BlockingQueue<Shout> heard = new LinkedBlockingQueue<>();

		private volatile Thread thread;

		static LobbyListener of(ConfigurableApplicationContext context) {
			return context.getBean(LobbyListener.class);
		}

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void onShout(Shout shout) {
			this.thread = Thread.currentThread();
			this.heard.add(shout);
		}

		Shout next() throws InterruptedException {
			return this.heard.poll(10, TimeUnit.SECONDS);
		}

	}

	static class TroubleListener {

		private final BlockingQueue<String> thrown = new LinkedBlockingQueue<>();

		private final CountDownLatch blocked = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private final CompletableFuture<Integer> size = new CompletableFuture<>();

		@PhoenixListener(topic = "room:throws", event = "shout")
		void onThrows(Shout shout) {
			this.thrown.add(shout.body());
			throw new IllegalStateException("on purpose");
		}

		@PhoenixListener(topic = "room:blocks", event = "shout")
		void onBlocks(Shout shout) throws InterruptedException {
			this.blocked.countDown();
			this.release.await(30, TimeUnit.SECONDS);
		}

		@PhoenixListener(topic = "room:big", event = "shout")
		void onBig(Shout shout) {
			this.size.complete(shout.body().length());
		}

	}

	static class PatternListener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@PhoenixListener(topic = "room:{room}", event = "shout")
		void onShout(Shout shout, @TopicVariable String room) {
			this.heard.add(room + ": " + shout.body());
		}

	}

}
