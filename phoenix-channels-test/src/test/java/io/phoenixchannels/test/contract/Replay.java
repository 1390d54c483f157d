package io.phoenixchannels.test.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.RawWebSocket;
import io.phoenixchannels.test.contract.Recording.Line;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plays the client of a recording against a server, line by line, and holds every answer
 * against the recorded one: frames byte for byte but for presence refs, close codes, HTTP
 * statuses, bodies and subprotocols.
 */
final class Replay {

	/** Shorter pauses of the recorded client only showed that nothing was to come. */
	private static final long PAUSE_THAT_MATTERS = 1000;

	private static final Pattern PRESENCE_REF = Pattern.compile("\"(phx_ref|phx_ref_prev)\":\"([^\"]+)\"");

	private final Map<String, RawWebSocket> sockets = new LinkedHashMap<>();

	private final Map<String, RawWebSocket.Answer> answers = new HashMap<>();

	private final Map<String, String> recordedRefs = new HashMap<>();

	private final Map<String, String> seenRefs = new HashMap<>();

	private final Map<String, List<String>> outOfOrder = new HashMap<>();

	private final Recording recording;

	private final EmbeddedPhoenixServer server;

	private final @Nullable Race race;

	Replay(Recording recording, EmbeddedPhoenixServer server, @Nullable Race race) {
		this.recording = recording;
		this.server = server;
		this.race = race;
	}

	void run() throws Exception {
		long before = 0;
		try {
			for (Line line : this.recording.lines()) {
				if (line.isClient()) {
					pause(line.millis() - before);
					act(line);
				}
				else {
					expect(line);
				}
				before = line.millis();
			}
			for (Map.Entry<String, RawWebSocket> socket : this.sockets.entrySet()) {
				expectNothingElse(socket.getKey(), socket.getValue());
			}
		}
		finally {
			for (RawWebSocket socket : this.sockets.values()) {
				socket.close();
			}
		}
	}

	private void pause(long millis) throws InterruptedException {
		RawWebSocket socket = this.sockets.get("a");
		if (millis >= PAUSE_THAT_MATTERS && socket != null) {
			assertThat(socket.isQuiet(millis)).isTrue();
		}
	}

	private void act(Line line) throws Exception {
		RawWebSocket socket = this.sockets.get(line.connection());
		switch (line.kind()) {
			case "http" -> request(line);
			case "text" -> {
				byte[] raw = line.rawText();
				if (raw != null) {
					socket.frame(0x81, raw);
				}
				else {
					socket.text(line.text());
				}
			}
			case "binary" -> socket.binary(line.bytes());
			case "close" -> socket.closeFrame(line.code(), line.data().get("reason").stringValue());
			default -> throw new IllegalStateException(line.kind());
		}
	}

	private void request(Line line) throws Exception {
		String path = line.data().get("path").stringValue();
		if (path.startsWith("/admin/")) {
			this.answers.put(line.connection(), admin(line.data(), path));
			return;
		}
		Map<String, String> headers = new TreeMap<>();
		line.data().get("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
		headers.remove("host");
		headers.putIfAbsent("connection", "keep-alive");
		RawWebSocket socket = new RawWebSocket(this.server.port(), line.data().get("method").stringValue(), path,
				headers);
		this.sockets.put(line.connection(), socket);
		this.answers.put(line.connection(), socket.answer());
	}

	private RawWebSocket.Answer admin(JsonNode request, String path) throws IOException, InterruptedException {
		JsonNode body = request.get("body");
		byte[] bytes = body.isString() ? body.stringValue().getBytes()
				: Base64.getDecoder().decode(body.get("base64").stringValue());
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.server.httpUrl() + path))
				.method(request.get("method").stringValue(), HttpRequest.BodyPublishers.ofByteArray(bytes))
				.build(), HttpResponse.BodyHandlers.ofString());
		return new RawWebSocket.Answer(response.statusCode(), Map.of(), response.body());
	}

	private void expect(Line line) throws Exception {
		if (line.kind().equals("http")) {
			expectAnswer(line.data(), this.answers.remove(line.connection()));
			return;
		}
		if ("SIGKILL to the server".equals(line.note())) {
			this.server.stopAbruptly();
		}
		else if ("SIGTERM to the server".equals(line.note())) {
			this.server.stop();
		}
		String expected = normal(show(line), this.recordedRefs);
		if (this.race == null) {
			assertThat(next(line.connection())).isEqualTo(expected);
		}
		else {
			expectInAnyOrder(line.connection(), expected);
		}
	}

	private void expectAnswer(JsonNode expected, RawWebSocket.@Nullable Answer answer) {
		assertThat(answer).isNotNull();
		assertThat(answer.status()).isEqualTo(expected.get("status").intValue());
		if (answer.status() != 101) {
			assertThat(answer.body()).isEqualTo(expected.get("body").stringValue());
		}
		assertThat(answer.headers().get("sec-websocket-protocol"))
			.isEqualTo(expected.get("headers").path("sec-websocket-protocol").asString(null));
	}

	private void expectInAnyOrder(String connection, String expected) throws InterruptedException {
		List<String> seen = this.outOfOrder.computeIfAbsent(connection, (name) -> new ArrayList<>());
		if (this.race.optional().test(expected)) {
			return;
		}
		while (!seen.contains(expected)) {
			seen.add(next(connection));
		}
		seen.remove(expected);
	}

	private String next(String connection) throws InterruptedException {
		return normal(show(this.sockets.get(connection).next()), this.seenRefs);
	}

	private void expectNothingElse(String connection, RawWebSocket socket) throws InterruptedException {
		List<String> rest = this.outOfOrder.getOrDefault(connection, new ArrayList<>());
		while (!socket.isQuiet(20)) {
			rest.add(show(socket.next()));
		}
		rest.removeIf((event) -> event.equals("end") || (this.race != null && this.race.optional().test(event)));
		assertThat(rest).as("more than was recorded on " + connection).isEmpty();
	}

	private String show(Line line) {
		return switch (line.kind()) {
			case "text" -> "text " + line.text();
			case "binary" -> "binary " + line.data().stringValue();
			default -> "close " + line.code() + " " + line.data().get("reason").stringValue();
		};
	}

	private String show(RawWebSocket.Event event) {
		return switch (event.kind()) {
			case "text" -> "text " + event.text();
			case "binary" -> "binary " + Base64.getEncoder().encodeToString(event.data());
			case "close" -> "close " + event.code() + " "
					+ new String(event.data(), Math.min(2, event.data().length), Math.max(0, event.data().length - 2));
			default -> event.kind();
		};
	}

	/** Numbers presence refs in the order they come up. */
	private String normal(String frame, Map<String, String> refs) {
		Matcher matcher = PRESENCE_REF.matcher(frame);
		return matcher.replaceAll((match) -> "\"" + match.group(1) + "\":\""
				+ refs.computeIfAbsent(match.group(2), (ref) -> "ref " + refs.size()) + "\"");
	}

}
