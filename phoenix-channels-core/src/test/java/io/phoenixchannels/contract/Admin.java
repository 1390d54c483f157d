package io.phoenixchannels.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes a server act, by its routes under {@code /admin}.
 */
final class Admin {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final ContractServer server;

	Admin(ContractServer server) {
		this.server = server;
	}

	void requireHealth() {
		assertThat(send(HttpRequest.newBuilder(URI.create(this.server.httpUrl() + "/health")).build())).isEqualTo("ok");
	}

	void disconnect(String user) {
		post(BodyPublishers.noBody(), "", "disconnect", user);
	}

	void broadcast(String topic, String event, String json) {
		post(BodyPublishers.ofString(json), "", "broadcast", topic, event);
	}

	void broadcast(String topic, String event, byte[] bytes) {
		post(BodyPublishers.ofByteArray(bytes), "", "broadcast_binary", topic, event);
	}

	void closeChannel(String topic, String reason) {
		post(BodyPublishers.noBody(), "?reason=" + reason, "close_channel", topic);
	}

	void endTransport(String user, String mode) {
		post(BodyPublishers.noBody(), "?mode=" + mode, "transport", user);
	}

	void shutDown() {
		post(BodyPublishers.noBody(), "", "shutdown");
	}

	JsonNode presence(String topic) {
		return JSON.readTree(send(request("", "presence", topic).GET().build()));
	}

	private void post(BodyPublisher body, String query, String... path) {
		send(request(query, path).header("Content-Type", "application/json").POST(body).build());
	}

	private HttpRequest.Builder request(String query, String... path) {
		String encoded = Arrays.stream(path)
			.map((part) -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
			.collect(Collectors.joining("/"));
		return HttpRequest.newBuilder(URI.create(this.server.httpUrl() + "/admin/" + encoded + query))
			.timeout(Duration.ofSeconds(20));
	}

	private static String send(HttpRequest request) {
		try {
			HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(request.uri().getPath()).isEqualTo(200);
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
