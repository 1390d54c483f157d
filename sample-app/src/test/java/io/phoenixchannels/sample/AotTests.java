package io.phoenixchannels.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application as it was processed ahead of time, in a JVM of its own. There is no way
 * back to the usual start: without what the build has generated, it fails.
 */
class AotTests {

	@TempDir
	private Path directory;

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private Process start(int port, Path log) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dspring.aot.enabled=true", "-cp", System.getProperty("java.class.path"),
				SampleApplication.class.getName(), "--server.port=" + port, "--spring.main.log-startup-info=true",
				"--logging.level.org.springframework.boot=info",
				"--logging.level." + SampleApplication.class.getName() + "=info")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
	}

	@Test
	void processedApplicationJoinsAndHears() throws Exception {
		int port = freePort();
		Path log = this.directory.resolve("log.txt");
		Process application = start(port, log);
		try {
			await().atMost(Duration.ofSeconds(60)).until(() -> {
				assertThat(application.isAlive()).as(Files.readString(log)).isTrue();
				return Files.readString(log).contains("Started SampleApplication");
			});
			assertThat(Files.readString(log)).contains("Starting AOT-processed SampleApplication");
			try (LiveStream live = new LiveStream(port)) {
				live.awaitJoined("room:lobby");
				RestTestClient.bindToServer()
					.baseUrl("http://localhost:" + port)
					.build()
					.post()
					.uri("/rooms/lobby/shout")
					.body(Map.of("message", "ahead of time"))
					.exchange()
					.expectStatus()
					.isOk();
				live.awaitMessage("lobby", "ahead of time");
			}
		}
		finally {
			application.destroy();
			assertThat(application.waitFor(20, TimeUnit.SECONDS)).as("It ends on SIGTERM").isTrue();
		}
	}

}
