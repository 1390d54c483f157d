package io.phoenixchannels.starter;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.LoggedFrame;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that Spring Boot's developer tools restart when one of its files
 * changes, each time with a new class loader.
 */
class DevToolsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	private Path folder;

	@Test
	void restartedApplicationHearsAgainAndLeavesNothingBehind() throws Exception {
		Path watched = Files.createDirectory(this.folder.resolve("watched"));
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
			.channel("room:*", (channel) -> channel.on("answer", (push) -> {
			}))
			.start();
				// What is only softly reachable counts as gone
				ForkedJvm jvm = ForkedJvm.start(this.folder, List.of("-XX:SoftRefLRUPolicyMSPerMB=0"), (entry) -> true,
						Application.class,
						List.of("--phoenix.channels.url=" + server.url(),
								"--spring.devtools.restart.additional-paths=" + watched,
								"--spring.devtools.restart.poll-interval=100ms",
								"--spring.devtools.restart.quiet-period=50ms"))) {
			for (int generation = 1; generation <= 3; generation++) {
				awaitJoined(server, "room:lobby");
				awaitJoined(server, "room:own");
				assertThat(ask(server)).containsEntry("generation", generation);
				server.frames().clear();
				Files.writeString(watched.resolve("Changed.java"), "// " + generation);
				assertThat(
						server.awaitFrame((frame) -> isFromClient(frame, LoggedFrame.Kind.CLOSE), PATIENCE).closeCode())
					.isEqualTo(1000);
				assertThat(server.frames().fromClient()).filteredOn((frame) -> frame.isEvent("phx_leave"))
					.extracting(LoggedFrame::topic)
					.containsExactlyInAnyOrder("room:lobby", "room:own");
			}
			awaitJoined(server, "room:lobby");
			await().atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(500))
				.untilAsserted(() -> assertNothingIsLeftOfThoseBefore(ask(server), 4));
			assertThat(server.connections()).hasSize(1);
			assertThat(server.connectionsOpened()).isEqualTo(4);
			assertThat(jvm.output()).contains("restartedMain").doesNotContain("\tat ");
		}
	}

	private static void assertNothingIsLeftOfThoseBefore(Map<String, Object> answer, int generation) {
		assertThat(answer).containsEntry("generation", generation);
		assertThat(answer.get("threads")).asInstanceOf(InstanceOfAssertFactories.list(String.class))
			.contains("phoenix-default-timer", "phoenix-keep-alive")
			.doesNotHaveDuplicates();
		assertThat(answer.get("loaders")).asInstanceOf(InstanceOfAssertFactories.list(Integer.class))
			.contains(generation)
			.as("the first class loader is kept without Phoenix, too")
			.isSubsetOf(1, generation);
	}

	private static boolean isFromClient(LoggedFrame frame, LoggedFrame.Kind kind) {
		return frame.isFromClient() && frame.kind() == kind;
	}

	private static void awaitJoined(EmbeddedPhoenixServer server, String topic) {
		await().atMost(PATIENCE).until(() -> !server.channels(topic).isEmpty());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> ask(EmbeddedPhoenixServer server) {
		int answers = (int) server.frames().fromClient().stream().filter((frame) -> frame.isEvent("answer")).count();
		server.broadcast("room:lobby", "ask", null);
		return server.awaitPushes(answers + 1, "room:lobby", "answer", Map.class).get(answers);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Listener.class)
	static class Application {

		public static void main(String[] args) {
			ClassLoaders.add(Application.class.getClassLoader());
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.run(args);
		}

	}

	static class Listener {

		Listener(PhoenixClient client) {
			client.join("room:own");
		}

		@PhoenixListener(topic = "room:lobby", event = "ask")
		@SendTo("answer")
		Map<String, Object> ask() {
			return Map.of("generation", ClassLoaders.ofRestarts().size(), "loaders", ClassLoaders.alive(), "threads",
					threads());
		}

		private static List<String> threads() {
			return Thread.getAllStackTraces()
				.keySet()
				.stream()
				.map(Thread::getName)
				.filter((name) -> name.startsWith("phoenix-") && !name.matches("phoenix-(default-io-)?\\d+"))
				.sorted()
				.toList();
		}

	}

	/**
	 * Kept where no class loader of the application is.
	 */
	static final class ClassLoaders {

		private static final String KEY = ClassLoaders.class.getName();

		private ClassLoaders() {
		}

		static void add(ClassLoader loader) {
			if (loader.getClass().getSimpleName().equals("RestartClassLoader")) {
				ofRestarts().add(new WeakReference<>(loader));
			}
		}

		@SuppressWarnings("unchecked")
		static List<WeakReference<ClassLoader>> ofRestarts() {
			return (List<WeakReference<ClassLoader>>) System.getProperties()
				.computeIfAbsent(KEY, (key) -> new CopyOnWriteArrayList<>());
		}

		static List<Integer> alive() {
			System.gc();
			List<WeakReference<ClassLoader>> all = ofRestarts();
			return IntStream.rangeClosed(1, all.size())
				.filter((generation) -> all.get(generation - 1).get() != null)
				.boxed()
				.toList();
		}

	}

}
