package io.phoenixchannels.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a browser hears on {@code /live}.
 */
final class LiveStream implements AutoCloseable {

	private final List<JsonNode> updates = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> ended;

	private final Stream<String> lines;

	LiveStream(int port) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/live")).build();
		try {
			this.lines = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines()).body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		this.ended = CompletableFuture.runAsync(() -> this.lines.forEach(this::read));
	}

	private void read(String line) {
		if (line.startsWith("data:")) {
			this.updates.add(JsonMapper.shared().readTree(line.substring("data:".length())));
		}
	}

	/**
	 * Completes when the application has ended the stream.
	 */
	CompletableFuture<Void> ended() {
		return this.ended;
	}

	void awaitUpdate(Predicate<JsonNode> wanted) {
		await(() -> this.updates.stream().anyMatch(wanted));
	}

	JsonNode awaitMessage(String room, String text) {
		await(() -> messages(room, text).findAny().isPresent());
		return messages(room, text).findFirst().orElseThrow();
	}

	/**
	 * Waits for things that happened, in this order.
	 */
	void awaitHappenings(String... kinds) {
		await(() -> {
			int found = 0;
			for (JsonNode happening : all("happenings").toList()) {
				if (found < kinds.length && happening.get("kind").stringValue().equals(kinds[found])) {
					found++;
				}
			}
			return found == kinds.length;
		});
	}

	void awaitJoined(String topic) {
		awaitUpdate((update) -> children(update.get("status").get("channels"))
			.anyMatch((channel) -> channel.get("topic").stringValue().equals(topic)
					&& channel.get("state").stringValue().equals("JOINED")));
	}

	private Stream<JsonNode> messages(String room, String text) {
		return all("messages").filter((message) -> message.get("room").stringValue().equals(room)
				&& message.get("text").stringValue().equals(text));
	}

	private Stream<JsonNode> all(String what) {
		return this.updates.stream().flatMap((update) -> children(update.get("history").get(what)));
	}

	private static Stream<JsonNode> children(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

	private static void await(java.util.concurrent.Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(condition);
	}

	@Override
	public void close() {
		this.lines.close();
	}

}
