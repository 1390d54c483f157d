package io.phoenixchannels.starter;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.LoggedFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What only a JVM of its own can show: that it stays, and that it goes.
 */
class ForkedApplicationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	private Path folder;

	private Process process;

	@AfterEach
	void destroy() {
		if (this.process != null) {
			this.process.destroyForcibly();
		}
	}

	private void start(Predicate<String> classPath, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-cp");
		command.add(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(classPath)
			.collect(Collectors.joining(File.pathSeparator)));
		command.add(Application.class.getName());
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output").toFile())
			.start();
	}

	private String output() throws IOException {
		return Files.readString(this.folder.resolve("output"), StandardCharsets.UTF_8);
	}

	@Test
	void applicationWithoutWebServerStaysAndGoesOnSigterm() throws Exception {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().channel("room:*", (channel) -> {
		}).start()) {
			start((entry) -> true, "--phoenix.channels.url=" + server.url());
			server.awaitFrame((frame) -> frame.isFromClient() && frame.isEvent("phx_join"), PATIENCE);
			assertThat(this.process.waitFor(1, TimeUnit.SECONDS)).as("ended by itself").isFalse();
			this.process.destroy();
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
			assertThat(server.frames().fromClient()).extracting(LoggedFrame::kind).contains(LoggedFrame.Kind.CLOSE);
			assertThat(server.frames().fromClient()).anyMatch((frame) -> frame.isEvent("phx_leave"));
			assertThat(output()).contains("connected to " + server.url()).doesNotContain("\tat ");
		}
	}

	@Test
	void missingWebSocketContainerIsExplained() throws Exception {
		start((entry) -> !entry.contains("tomcat-embed"), "--phoenix.channels.url=ws://localhost:1/socket");
		assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
		assertThat(this.process.exitValue()).isEqualTo(1);
		assertThat(output())
			.contains("A Phoenix client needs a Jakarta WebSocket container, and there is none on the class path.")
			.contains("Add a dependency on org.apache.tomcat.embed:tomcat-embed-websocket");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Listener.class)
	static class Application {

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.run(args);
		}

	}

	static class Listener {

		@PhoenixListener("room:lobby")
		void on() {
		}

	}

}
