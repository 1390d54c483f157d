package io.phoenixchannels.starter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

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

	private ForkedJvm jvm;

	@AfterEach
	void end() {
		if (this.jvm != null) {
			this.jvm.close();
		}
	}

	private Process start(Predicate<String> classPath, String... arguments) throws IOException {
		// Without the tools that would restart it
		this.jvm = ForkedJvm.start(this.folder, List.of(),
				classPath.and((entry) -> !entry.contains("spring-boot-devtools")), Application.class,
				List.of(arguments));
		return this.jvm.process();
	}

	@Test
	void applicationWithoutWebServerStaysAndGoesOnSigterm() throws Exception {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().channel("room:*", (channel) -> {
		}).start()) {
			Process process = start((entry) -> true, "--phoenix.channels.url=" + server.url());
			server.awaitFrame((frame) -> frame.isFromClient() && frame.isEvent("phx_join"), PATIENCE);
			assertThat(process.waitFor(1, TimeUnit.SECONDS)).as("ended by itself").isFalse();
			process.destroy();
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
			assertThat(server.frames().fromClient()).extracting(LoggedFrame::kind).contains(LoggedFrame.Kind.CLOSE);
			assertThat(server.frames().fromClient()).anyMatch((frame) -> frame.isEvent("phx_leave"));
			assertThat(this.jvm.output()).contains("connected to " + server.url()).doesNotContain("\tat ");
		}
	}

	@Test
	void missingWebSocketContainerIsExplained() throws Exception {
		Process process = start((entry) -> !entry.contains("tomcat-embed"),
				"--phoenix.channels.url=ws://localhost:1/socket");
		assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
		assertThat(process.exitValue()).isEqualTo(1);
		assertThat(this.jvm.output())
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
