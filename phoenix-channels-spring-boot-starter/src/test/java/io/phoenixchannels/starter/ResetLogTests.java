package io.phoenixchannels.starter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.Test;
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
 * What the log says when connections are reset while much is written to them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ResetLogTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String TOMCAT = "logging.level.org.apache.tomcat.websocket.WsRemoteEndpointImplClient";

	private static final int RESETS = 5;

	private static void resetWhileWriting(String... arguments) {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
			.channel("room:*", (channel) -> channel.onAny((push) -> push.noreply()))
			.start()) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			List<String> all = new ArrayList<>(List.of(arguments));
			all.add("--phoenix.channels.url=" + server.url());
			try (ConfigurableApplicationContext context = application.run(all.toArray(new String[0]))) {
				PhoenixClient client = context.getBean(PhoenixClient.class);
				for (int i = 1; i <= RESETS; i++) {
					await().atMost(PATIENCE).until(() -> client.channel("room:a").state() == ChannelState.JOINED);
					server.stopReading();
					for (int n = 0; n < 200; n++) {
						client.channel("room:a").send("flood", Map.of("body", "x".repeat(64 * 1024)));
					}
					int opened = i;
					server.kill();
					await().atMost(PATIENCE).until(() -> server.connectionsOpened() > opened);
				}
			}
		}
	}

	@Test
	void eachBreakIsALineAndNoStackTrace(CapturedOutput output) {
		resetWhileWriting();
		assertThat(output.getAll().split("connection lost, ", -1)).hasSize(RESETS + 1);
		assertThat(output).doesNotContain("\tat ").doesNotContain("WsRemoteEndpointImpl");
	}

	@Test
	void tomcatsOwnWarningCanBeHadBack(CapturedOutput output) {
		resetWhileWriting("--" + TOMCAT + "=warn");
		assertThat(output).contains("WsRemoteEndpointImplClient").contains("\tat ");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Listener.class)
	static class Application {

	}

	static class Listener {

		@PhoenixListener("room:a")
		void on() {
		}

	}

}
