package io.phoenixchannels.boot;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.boot.autoconfigure.PhoenixJoinParamsSupplier;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.event.PhoenixEvent;
import io.phoenixchannels.template.PhoenixTemplate;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * A whole session in which everything that is secret is planted with a word, with all
 * loggers of all libraries at trace level and the actuator showing whatever it may: the
 * word is in nothing that anybody gets to see, nor is any form in which it is sent.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecrecyTests {

	private static final List<String> SECRETS = List.of("hush&query", "hush key/1", "hush+param", "hush-token",
			"hush-header", "hush=join", "hush-supplied", "hush-pushed", "hush-answer", "hush-joined", "hush-broadcast",
			"hush-thrown", "hush-other");

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.authToken(true)
		.channel("room:*",
				(channel) -> channel.onJoin((join) -> join.ok(Map.of("session", "hush-joined")))
					.onAny((push) -> push.ok(Map.of("answer", "hush-answer"))))
		.start();

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
		this.server.close();
	}

	private void run(String url, String... properties) {
		this.context = new SpringApplicationBuilder(Application.class).properties("server.port=0",
				"spring.main.banner-mode=off", "spring.jmx.enabled=false", "logging.level.root=trace",
				"phoenix.channels.url=" + url + "?token=hush%26query", "phoenix.channels.api-key=hush key/1",
				"phoenix.channels.params.user=hush+param", "phoenix.channels.auth-token=hush-token",
				"phoenix.channels.headers.X-Auth=hush-header", "phoenix.channels.topics[0].topic=room:private",
				"phoenix.channels.topics[0].params.word=hush=join", "phoenix.channels.reconnect.delays=50ms",
				"phoenix.channels.clients.other.url=" + url, "phoenix.channels.clients.other.api-key=hush-other",
				"phoenix.channels.clients.other.topics[0].topic=room:other",
				"phoenix.channels.clients.other.topics[0].params.word=hush-other",
				"management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always", "management.endpoint.health.show-details=always")
			.properties(properties)
			.run();
	}

	private String actuator(String path) {
		try {
			HttpResponse<String> response = this.http.send(HttpRequest
				.newBuilder(URI.create("http://localhost:"
						+ this.context.getEnvironment().getProperty("local.server.port") + "/actuator" + path))
				.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(path).isIn(200, 503);
			return response.body();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String everythingThatIsShown() {
		StringBuilder shown = new StringBuilder();
		for (String path : List.of("/env", "/env/phoenix.channels.api-key", "/env/phoenix.channels.url", "/configprops",
				"/configprops/phoenix.channels", "/phoenixchannels", "/phoenixchannels/default", "/health", "/info",
				"/beans", "/conditions", "/metrics", "/metrics/phoenix.channels.connections", "/mappings", "/loggers",
				"/threaddump", "/scheduledtasks")) {
			String body = actuator(path);
			assertThat(body).as(path).isNotEmpty();
			shown.append(path).append(' ').append(body).append('\n');
		}
		for (PhoenixClient client : this.context.getBeansOfType(PhoenixClient.class).values()) {
			shown.append(client).append(client.status()).append(client.target()).append(client.counters());
			client.status().channels().forEach((status) -> shown.append(status).append(client.channel(status.topic())));
		}
		for (String name : this.context.getBeanDefinitionNames()) {
			Object bean = this.context.getBean(name);
			if (bean.getClass().getName().startsWith("io.phoenixchannels.") && !(bean instanceof Application)) {
				shown.append(name).append('=').append(bean).append('\n');
			}
		}
		return shown.toString();
	}

	private static void assertNothingSecret(String shown) {
		for (String secret : SECRETS) {
			for (String form : forms(secret)) {
				int at = shown.indexOf(form);
				assertThat(at)
					.as(() -> form + " in "
							+ shown.substring(Math.max(0, at - 300), Math.min(shown.length(), at + 100)))
					.isNegative();
			}
		}
	}

	private static List<String> forms(String secret) {
		List<String> forms = new ArrayList<>(List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8),
				URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20")));
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
		forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
		return forms;
	}

	@Test
	void aWholeSessionShowsNoSecret(CapturedOutput output) {
		run(this.server.url());
		this.server.awaitJoined("room:private");
		this.server.awaitJoined("room:lobby");
		this.server.awaitJoined("room:other");
		assertThat(this.server.handshakes()).anyMatch((handshake) -> "hush&query".equals(handshake.param("token"))
				&& "hush key/1".equals(handshake.param("api_key")) && "hush-token".equals(handshake.authToken()));
		PhoenixTemplate template = this.context.getBean("phoenixTemplate", PhoenixTemplate.class);
		assertThat(template.push("room:lobby", "ask", Map.of("word", "hush-pushed")))
			.succeedsWithin(Duration.ofSeconds(10));
		Throwable unbindable = catchThrowable(
				() -> template.push("room:lobby", "ask", Map.of("word", "hush-pushed"), Integer.class).join());
		this.server.broadcast("room:lobby", "number", Map.of("word", "hush-broadcast"));
		this.server.broadcast("room:lobby", "fail", Map.of("word", "hush-broadcast"));
		await().until(() -> output.getAll().contains("failed on event 'number'")
				&& output.getAll().contains("failed on event 'fail'"));
		String shown = everythingThatIsShown();
		this.server.kill();
		this.server.awaitJoined("room:lobby");
		this.server.crashChannel("room:lobby");
		this.server.refuseConnections(403);
		this.server.kill();
		Application application = this.context.getBean(Application.class);
		await().until(() -> output.getAll().contains("HTTP 403"));
		shown += everythingThatIsShown() + unbindable + unbindable.getCause() + application.events;
		assertThat(application.events).hasSizeGreaterThan(5);
		this.context.close();
		assertThat(output).contains("TRACE").contains("room:private");
		assertNothingSecret(shown);
		assertNothingSecret(output.getAll());
	}

	@Test
	void whatFailsFromTheStartShowsNoSecret(CapturedOutput output) throws Exception {
		int closed;
		try (ServerSocket socket = new ServerSocket(0)) {
			closed = socket.getLocalPort();
		}
		run("ws://localhost:" + closed + "/socket");
		await().until(() -> output.getAll().contains("cannot connect to"));
		assertNothingSecret(everythingThatIsShown());
		this.context.close();
		run("wss://localhost:" + this.server.port() + "/socket");
		await().until(() -> output.getAll().contains("cannot connect to wss"));
		assertNothingSecret(everythingThatIsShown());
		this.context.close();
		for (String url : List.of("ws://user:hush-token@localhost/socket", "ftp://h/socket")) {
			Throwable failure = catchThrowable(() -> run(url));
			assertThat(failure).isNotNull();
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				assertNothingSecret(cause.toString());
			}
		}
		assertNothingSecret(output.getAll());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<PhoenixEvent> events = new CopyOnWriteArrayList<>();

		@PhoenixListener(topic = "room:lobby", event = "number")
		void onNumber(Integer number) {
		}

		@PhoenixListener(topic = "room:lobby", event = "fail")
		void onFail(Map<String, String> payload) {
			throw new IllegalStateException("of the listener");
		}

		@EventListener
		void on(PhoenixEvent event) {
			this.events.add(event);
		}

		@Bean
		PhoenixJoinParamsSupplier joinParams() {
			return (request) -> CompletableFuture.completedFuture(Map.of("supplied", "hush-supplied"));
		}

	}

}
