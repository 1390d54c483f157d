package io.phoenixchannels.boot.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.template.PhoenixTemplate;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.LoggedFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whole applications, from their start to their end, and again.
 */
class ApplicationLifeTests {

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.channel("room:*", (channel) -> channel.on("late", (push) -> push.ok()))
		.start();

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	private ConfigurableApplicationContext start(WebApplicationType type, String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(Application.class).web(type)
			.properties("phoenix.channels.url=" + this.server.url(), "server.port=0", "spring.main.banner-mode=off")
			.build();
		return application.run(arguments);
	}

	private static List<String> clientThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter(Thread::isAlive)
			.map(Thread::getName)
			.filter((name) -> name.startsWith("phoenix-") && !name.startsWith("phoenix-server-"))
			.toList();
	}

	private void assertHears(ConfigurableApplicationContext context, String text) throws Exception {
		this.server.awaitJoined("room:lobby");
		this.server.broadcast("room:lobby", "shout", text);
		assertThat(context.getBean(Listener.class).heard.poll(5, TimeUnit.SECONDS)).isEqualTo("\"" + text + "\"");
	}

	@Test
	void applicationThatIsStartedAnewInTheSameJvmLeavesNothingBehind() throws Exception {
		for (int round = 1; round <= 3; round++) {
			try (ConfigurableApplicationContext context = start(WebApplicationType.NONE,
					"--phoenix.channels.clients.alerts.topics=room:alerts")) {
				assertHears(context, "round " + round);
				this.server.awaitJoined("room:alerts");
				assertThat(clientThreads()).isNotEmpty();
			}
			await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(clientThreads()).isEmpty());
			await().untilAsserted(() -> assertThat(this.server.connections()).isEmpty());
			assertThat(this.server.connectionsOpened()).isEqualTo(round * 2L);
		}
	}

	@Test
	void contextThatIsStoppedAndStartedJoinsAgain() throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
			for (int checkpoint = 1; checkpoint <= 2; checkpoint++) {
				assertHears(context, "before " + checkpoint);
				this.server.frames().clear();
				context.stop();
				assertThat(this.server.frames()
					.await((frame) -> frame.isFromClient() && frame.kind() == LoggedFrame.Kind.CLOSE,
							Duration.ofSeconds(5))
					.closeCode()).isEqualTo(1000);
				await().until(() -> this.server.connections().isEmpty());
				assertThat(clientThreads()).doesNotContain("phoenix-keep-alive");
				context.start();
				assertHears(context, "after " + checkpoint);
			}
		}
	}

	@Test
	void requestThatIsAnsweredDuringAGracefulShutdownCanStillPush() throws Exception {
		ConfigurableApplicationContext context = start(WebApplicationType.SERVLET, "--server.shutdown=graceful",
				"--phoenix.channels.topics=room:declared");
		this.server.awaitJoined("room:own");
		this.server.awaitJoined("room:lobby");
		this.server.awaitJoined("room:declared");
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		Pushes pushes = context.getBean(Pushes.class);
		CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/push")).build(),
					HttpResponse.BodyHandlers.ofString());
		assertThat(pushes.asked.await(5, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		await().until(() -> !context.getBean(PhoenixListenerEndpointRegistry.class).isRunning());
		assertThat(closed).isNotDone();
		pushes.mayPush.countDown();
		assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("pushed");
		closed.get(20, TimeUnit.SECONDS);
		assertThat(this.server.connections()).isEmpty();
		assertThat(this.server.frames().fromClient()).filteredOn((frame) -> frame.isEvent("late"))
			.extracting(LoggedFrame::topic)
			.containsExactly("room:own", "room:lobby", "room:declared");
		assertThat(this.server.frames().fromClient()).filteredOn((frame) -> frame.isEvent("phx_leave"))
			.extracting(LoggedFrame::topic)
			.containsExactlyInAnyOrder("room:own", "room:lobby", "room:declared");
	}

	@Test
	void lazyApplicationJoinsAndHears() throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE,
				"--spring.main.lazy-initialization=true")) {
			assertHears(context, "lazy");
		}
	}

	/**
	 * Skipped before JDK 21, which has no virtual threads.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "There are no virtual threads before JDK 21")
	void applicationOnVirtualThreadsHearsOnOne() throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE,
				"--spring.threads.virtual.enabled=true")) {
			assertHears(context, "virtual");
			Thread thread = context.getBean(Listener.class).thread;
			assertThat((Boolean) Thread.class.getMethod("isVirtual").invoke(thread)).isTrue();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		Pushes pushes(PhoenixTemplate phoenix, PhoenixClient client) {
			client.join("room:own");
			return new Pushes(phoenix);
		}

	}

	static class Listener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		private volatile Thread thread;

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void shout(tools.jackson.databind.JsonNode shout) {
			this.thread = Thread.currentThread();
			this.heard.add(shout.toString());
		}

	}

	@RestController
	static class Pushes {

		private final CountDownLatch asked = new CountDownLatch(1);

		private final CountDownLatch mayPush = new CountDownLatch(1);

		private final PhoenixTemplate phoenix;

		Pushes(PhoenixTemplate phoenix) {
			this.phoenix = phoenix;
		}

		@GetMapping("/push")
		String push() throws Exception {
			this.asked.countDown();
			this.mayPush.await();
			for (String topic : List.of("room:own", "room:lobby", "room:declared")) {
				this.phoenix.push(topic, "late", Map.of()).get(5, TimeUnit.SECONDS);
			}
			return "pushed";
		}

	}

}
