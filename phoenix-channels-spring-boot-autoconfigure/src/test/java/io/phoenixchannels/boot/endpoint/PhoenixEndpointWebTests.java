package io.phoenixchannels.boot.endpoint;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.boot.autoconfigure.PhoenixAuthTokenSupplier;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.HandshakeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint over HTTP, in an application that is configured by nothing but its class
 * path and properties. Everything that is secret contains the word {@code hush}.
 */
class PhoenixEndpointWebTests {

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.channel("room:*",
				(channel) -> channel.onJoin((join) -> join.ok(Map.of("session", "hush-reply")))
					.onAny((push) -> push.ok(Map.of("answer", "hush-answer"))))
		.start();

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	private String url;

	@BeforeEach
	void refuseOneTopic() {
		this.server.refuseJoins("room:closed", Map.of("reason", "unauthorized", "token", "hush-refusal"));
	}

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
		this.server.close();
	}

	private void run(String... properties) {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.main.banner-mode=off", "spring.jmx.enabled=false",
					"phoenix.channels.url=" + this.server.url() + "?token=hush-query",
					"phoenix.channels.api-key=hush-key", "phoenix.channels.params.user=hush-param",
					"phoenix.channels.headers.X-Auth=hush-header", "phoenix.channels.topics[0].topic=room:private",
					"phoenix.channels.topics[0].params.password=hush-join",
					"management.endpoints.web.exposure.include=phoenixchannels,metrics")
			.properties(properties)
			.run();
		this.url = "http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port")
				+ "/actuator/phoenixchannels";
		this.server.awaitJoined("room:lobby");
		this.server.awaitJoined("room:private");
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(this.url + path)));
	}

	private HttpResponse<String> post(String path, Map<String, String> parameters) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(this.url + path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(parameters))));
	}

	private static JsonNode body(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static void assertProblem(HttpResponse<String> response, int status, String problem) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(JsonMapper.shared().readTree(response.body()))
			.isEqualTo(JsonMapper.shared().createObjectNode().put("problem", problem));
	}

	private JsonNode channel(String topic) throws Exception {
		for (JsonNode channel : body(get("/default")).get("channels")) {
			if (channel.get("topic").asString().equals(topic)) {
				return channel;
			}
		}
		return JsonMapper.shared().missingNode();
	}

	@Test
	void allAndOneAreShown() throws Exception {
		run("phoenix.channels.clients.alerts.auto-startup=false");
		JsonNode clients = body(get("")).get("clients");
		assertThat(clients.propertyNames()).containsExactly("alerts", "default");
		assertThat(clients.at("/alerts/connections/0/state").asString()).isEqualTo("idle");
		JsonNode one = body(get("/default"));
		assertThat(one.get("target").asString()).isEqualTo(this.server.url() + "/websocket");
		assertThat(one.get("connected").asBoolean()).isTrue();
		assertThat(one.at("/connections/0/state").asString()).isEqualTo("open");
		assertThat(one.at("/connections/0/since").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
		assertThat(one.at("/connections/0").has("lastDisconnect")).isFalse();
		assertThat(one.at("/listeners/0").toString())
			.isEqualTo("{\"id\":\"lobby\",\"topics\":[\"room:lobby\"]," + "\"events\":[\"shout\"],\"method\":\""
					+ Listener.class.getName() + ".onShout\",\"autoStartup\":true,\"running\":true,\"paused\":false}");
		assertThat(one.at("/counters/framesIn").asInt()).isPositive();
		assertThat(channel("room:lobby").get("state").asString()).isEqualTo("joined");
	}

	@Test
	void operatorJoinsAndLeaves() throws Exception {
		run();
		assertThat(body(post("/default", Map.of("action", "join", "topic", "room:new"))).at("/channels/2/topic")
			.asString()).isEqualTo("room:new");
		this.server.awaitJoined("room:new");
		await().until(() -> channel("room:new").path("state").asString("").equals("joined"));
		body(post("/default", Map.of("action", "leave", "topic", "room:new")));
		await().until(() -> this.server.channels("room:new").isEmpty());
	}

	@Test
	void operatorReconnects() throws Exception {
		run();
		body(post("/default", Map.of("action", "reconnect")));
		await().until(() -> this.server.connectionsOpened() == 2);
	}

	@Test
	void operatorStopsAndStartsListener() throws Exception {
		run();
		Map<String, String> stop = Map.of("action", "stop", "listener", "lobby");
		assertThat(body(post("/default", stop)).at("/listeners/0/running").asBoolean()).isFalse();
		await().until(() -> this.server.channels("room:lobby").isEmpty());
		Map<String, String> start = Map.of("action", "start", "listener", "lobby");
		assertThat(body(post("/default", start)).at("/listeners/0/running").asBoolean()).isTrue();
		this.server.awaitJoined("room:lobby");
	}

	@Test
	void wrongRequestsAreAnsweredWithWhatIsWrong() throws Exception {
		run();
		assertProblem(get("/other"), 404, "There is no client 'other'; there are [default]");
		assertProblem(post("/other", Map.of("action", "reconnect")), 404,
				"There is no client 'other'; there are [default]");
		assertProblem(post("/default", Map.of("action", "leave", "topic", "room:none")), 404,
				"The client 'default' has no channel of the topic 'room:none'");
		assertProblem(post("/default", Map.of("action", "stop", "listener", "none")), 404,
				"The client 'default' has no listener 'none'; it has [lobby]");
		assertProblem(post("/default", Map.of("action", "join")), 400,
				"The parameter topic is missing, which the action join needs");
		assertProblem(post("/default", Map.of()), 400,
				"The parameter action is missing; there are [join, leave, reconnect, start, stop, pause, resume]");
		this.context.getBean(PhoenixClient.class).close();
		assertProblem(post("/default", Map.of("action", "reconnect")), 409,
				"The client 'default' is closed, and cannot be used any more");
	}

	@Test
	void readOnlyAccessAllowsNoAction() throws Exception {
		run("management.endpoint.phoenixchannels.access=read-only");
		assertThat(get("").statusCode()).isEqualTo(200);
		assertThat(get("/default").statusCode()).isEqualTo(200);
		assertThat(post("/default", Map.of("action", "reconnect")).statusCode()).isEqualTo(405);
		assertThat(this.server.connectionsOpened()).isEqualTo(1);
	}

	@Test
	void noAccessHidesTheEndpoint() throws Exception {
		run("management.endpoint.phoenixchannels.access=none");
		assertThat(get("").statusCode()).isEqualTo(404);
		assertThat(this.context.getBeansOfType(PhoenixEndpoint.class)).isEmpty();
	}

	@Test
	void nothingSecretIsShown() throws Exception {
		run();
		PhoenixClient client = this.context.getBean(PhoenixClient.class);
		client.join("room:closed", Map.of("password", "hush-password"));
		client.channel("room:lobby").push("ask", Map.of("question", "hush-question")).join();
		this.server.broadcast("room:lobby", "shout", Map.of("body", "hush-payload"));
		await().until(() -> body(get("/default")).at("/counters/handlerFailures").asInt() == 1);
		await().until(() -> channel("room:closed").path("state").asString("").equals("rejected"));
		this.server.refuseConnections(403);
		this.server.kill();
		await()
			.until(() -> body(get("/default")).at("/connections/0/lastDisconnect/kind").asString("").equals("refused"));
		assertSecretsWereSent();
		assertThat(get("").body()).contains("room:closed", "refused").doesNotContain("hush");
		assertThat(get("/default").body()).contains("room:closed", "refused").doesNotContain("hush");
		assertThat(post("/default", Map.of("action", "reconnect")).body()).contains("room:closed")
			.doesNotContain("hush");
		for (String meter : this.context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map((found) -> found.getId().toString())
			.toList()) {
			assertThat(meter).doesNotContain("hush");
		}
	}

	private void assertSecretsWereSent() {
		HandshakeRequest handshake = this.server.handshakes().get(0);
		assertThat(handshake.param("token")).isEqualTo("hush-query");
		assertThat(handshake.param("api_key")).isEqualTo("hush-key");
		assertThat(handshake.param("user")).isEqualTo("hush-param");
		assertThat(handshake.header("X-Auth")).isEqualTo("hush-header");
		assertThat(handshake.authToken()).isEqualTo("hush-token");
		assertThat(this.server.awaitPush("room:private", "phx_join", JsonNode.class).get("password").asString())
			.isEqualTo("hush-join");
		assertThat(this.server.awaitPush("room:closed", "phx_join", JsonNode.class).get("password").asString())
			.isEqualTo("hush-password");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		PhoenixAuthTokenSupplier authToken() {
			return (context) -> CompletableFuture.completedFuture("hush-token");
		}

	}

	static class Listener {

		@PhoenixListener(id = "lobby", topic = "room:lobby", event = "shout")
		void onShout(PhoenixMessage message) {
			throw new IllegalStateException("cannot deal with " + message.payload());
		}

	}

}
