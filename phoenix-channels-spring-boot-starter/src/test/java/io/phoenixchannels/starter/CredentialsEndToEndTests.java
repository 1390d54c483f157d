package io.phoenixchannels.starter;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.boot.autoconfigure.PhoenixAuthTokenSupplier;
import io.phoenixchannels.boot.autoconfigure.PhoenixConnectParamsSupplier;
import io.phoenixchannels.boot.autoconfigure.PhoenixHeadersSupplier;
import io.phoenixchannels.boot.autoconfigure.PhoenixJoinParamsSupplier;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.HandshakeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What reaches the server of what is configured to be known only to it.
 */
@ExtendWith(OutputCaptureExtension.class)
class CredentialsEndToEndTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private EmbeddedPhoenixServer server;

	private ConfigurableApplicationContext context;

	@BeforeEach
	void startServer() {
		this.server = EmbeddedPhoenixServer.builder().authToken(true).channel("room:*", (channel) -> {
		}).start();
	}

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
		this.server.close();
	}

	private void run(Class<?> application, String... arguments) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		springApplication.setDefaultProperties(Map.of("phoenix.channels.url", this.server.url()));
		this.context = springApplication.run(arguments);
	}

	@Test
	void propertiesReachTheServerAndNoLog(CapturedOutput output) {
		run(PlainApplication.class, "--phoenix.channels.api-key=secret-key",
				"--phoenix.channels.params.user=secret-user", "--phoenix.channels.auth-token=secret-token",
				"--phoenix.channels.headers.X-Secret=secret-header", "--phoenix.channels.topics[0].topic=room:a",
				"--phoenix.channels.topics[0].params.code=secret-code", "--logging.level.io.phoenixchannels=trace");
		this.server.awaitJoin("room:a");
		HandshakeRequest handshake = this.server.handshakes().get(0);
		assertThat(handshake.param("api_key")).isEqualTo("secret-key");
		assertThat(handshake.param("user")).isEqualTo("secret-user");
		assertThat(handshake.authToken()).isEqualTo("secret-token");
		assertThat(handshake.header("X-Secret")).isEqualTo("secret-header");
		assertThat(this.server.awaitJoin("room:a").payload().path("code").asString()).isEqualTo("secret-code");
		this.context.close();
		assertThat(output).contains("room:a").doesNotContain("secret");
	}

	@Test
	void suppliersAreAskedAnewAtEachAttempt() {
		run(SuppliersApplication.class);
		this.server.awaitJoin("room:a");
		this.server.kill();
		await().atMost(PATIENCE).until(() -> this.server.handshakes().size() >= 2);
		assertThat(this.server.handshakes().get(0).param("number")).isEqualTo("1");
		assertThat(this.server.handshakes().get(0).header("X-Number")).isEqualTo("1");
		assertThat(this.server.handshakes().get(0).authToken()).isEqualTo("token-1");
		assertThat(this.server.handshakes().get(1).param("number")).isEqualTo("2");
		assertThat(this.server.handshakes().get(1).authToken()).isEqualTo("token-2");
		assertThat(
				this.server.frames().await(2, (frame) -> frame.isFromClient() && frame.isEvent("phx_join"), PATIENCE))
			.extracting((frame) -> frame.payload().path("cursor").asInt())
			.containsExactly(1, 2);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class PlainApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SuppliersApplication {

		@Bean
		PhoenixConnectParamsSupplier params() {
			AtomicInteger number = new AtomicInteger();
			return (context) -> CompletableFuture.completedFuture(Map.of("number", number.incrementAndGet()));
		}

		@Bean
		PhoenixHeadersSupplier headers() {
			AtomicInteger number = new AtomicInteger();
			return (context) -> CompletableFuture.completedFuture(Map.of("X-Number", "" + number.incrementAndGet()));
		}

		@Bean
		PhoenixAuthTokenSupplier token() {
			AtomicInteger number = new AtomicInteger();
			return (context) -> CompletableFuture.completedFuture("token-" + number.incrementAndGet());
		}

		@Bean
		PhoenixJoinParamsSupplier cursor() {
			AtomicInteger number = new AtomicInteger();
			return (context) -> CompletableFuture.completedFuture(Map.of("cursor", number.incrementAndGet()));
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Listener {

		@PhoenixListener("room:a")
		void on() {
		}

	}

}
