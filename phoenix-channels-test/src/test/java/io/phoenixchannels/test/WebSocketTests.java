package io.phoenixchannels.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * WebSocket and HTTP below Phoenix, and what the recordings do not have.
 */
class WebSocketTests {

	private static final String TARGET = "/socket/websocket?vsn=2.0.0";

	private static final String HEARTBEAT = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]";

	private static final String HEARTBEAT_REPLY = "[null,\"1\",\"phoenix\",\"phx_reply\","
			+ "{\"response\":{},\"status\":\"ok\"}]";

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.idleTimeout(Duration.ofMillis(600))
		.maxFrameSize(1000)
		.onConnect((connect) -> {
			if (connect.param("throw") != null) {
				throw new IllegalStateException("on purpose");
			}
			connect.accept(connect.authToken());
		})
		.channel("room:*", (channel) -> {
		})
		.http("/tokens/*", (request) -> request.json(201, Map.of("for", request.path().get(1))))
		.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	private RawWebSocket connect() throws Exception {
		return new RawWebSocket(this.server.port(), TARGET);
	}

	@Test
	void letsTheClientOfTheJdkIn() throws Exception {
		CompletableFuture<String> received = new CompletableFuture<>();
		WebSocket client = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.subprotocols("phoenix", "base64url.bearer.phx.czNjcmV0")
			.buildAsync(URI.create(this.server.url() + "/websocket?vsn=2.0.0"), new WebSocket.Listener() {

				@Override
				public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
					received.complete(data.toString());
					return null;
				}

			})
			.get(5, TimeUnit.SECONDS);
		assertThat(client.getSubprotocol()).isEqualTo("phoenix");
		client.sendText(HEARTBEAT, true);
		assertThat(received.get(5, TimeUnit.SECONDS)).isEqualTo(HEARTBEAT_REPLY);
		assertThat(this.server.connections().get(0).socketId()).isEqualTo("s3cret");
		client.abort();
		this.server.awaitConnections(0);
	}

	@Test
	void clientOfTheJdkSeesTheStatusOfARefusal() {
		this.server.refuseConnections(429);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create(this.server.url() + "/websocket"), new WebSocket.Listener() {
			})
			.join())
			.havingCause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(ex) -> assertThat(ex.getResponse().statusCode()).isEqualTo(429));
	}

	@Test
	void throwingConnectScriptAnswers500() throws Exception {
		try (RawWebSocket client = new RawWebSocket(this.server.port(), TARGET + "&throw=1")) {
			assertThat(client.answer().status()).isEqualTo(500);
		}
	}

	@Test
	void tokenInTheOtherAlphabetAnswers500() throws Exception {
		Map<String, String> headers = RawWebSocket.upgradeHeaders();
		headers.put("sec-websocket-protocol", "phoenix, base64url.bearer.phx.a-_b");
		try (RawWebSocket client = new RawWebSocket(this.server.port(), "GET", TARGET, headers)) {
			assertThat(client.answer().status()).isEqualTo(500);
		}
	}

	@Test
	void readsNestedParams() throws Exception {
		try (RawWebSocket client = new RawWebSocket(this.server.port(),
				TARGET + "&a%5Bb%5D=1&a[c][d]=x+y%26&l[]=1&l[]=2&e=&n&n=last")) {
			assertThat(client.answer().status()).isEqualTo(101);
			assertThat(this.server.handshakes().get(0).params()).hasToString(
					"{\"vsn\":\"2.0.0\",\"a\":{\"b\":\"1\",\"c\":{\"d\":\"x y&\"}},\"l\":[\"1\",\"2\"],\"e\":\"\",\"n\":\"last\"}");
		}
	}

	@Test
	void putsFragmentsTogether() throws Exception {
		try (RawWebSocket client = connect()) {
			byte[] heartbeat = HEARTBEAT.getBytes();
			client.frame(0x01, Arrays.copyOf(heartbeat, 10));
			client.ping();
			client.frame(0x80, Arrays.copyOfRange(heartbeat, 10, heartbeat.length));
			assertThat(client.next().kind()).isEqualTo("pong");
			assertThat(client.nextText()).isEqualTo(HEARTBEAT_REPLY);
		}
	}

	@Test
	void fragmentsTogetherTooLargeCloseWith1009() throws Exception {
		try (RawWebSocket client = connect()) {
			client.frame(0x01, new byte[900]);
			client.frame(0x80, new byte[900]);
			assertThat(client.next()).hasToString("close 1009");
		}
	}

	@Test
	void protocolErrorsCloseWith1002() throws Exception {
		try (RawWebSocket unmasked = connect(); RawWebSocket badOpcode = connect(); RawWebSocket rsv = connect()) {
			unmasked.bytes(new byte[] { (byte) 0x81, 1, '1' });
			assertThat(unmasked.next()).hasToString("close 1002");
			badOpcode.frame(0x83, new byte[0]);
			assertThat(badOpcode.next()).hasToString("close 1002");
			rsv.frame(0xC1, new byte[0]);
			assertThat(rsv.next()).hasToString("close 1002");
		}
	}

	@Test
	void onlyTrafficOfTheClientKeepsItAlive() throws Exception {
		try (RawWebSocket pinging = connect(); RawWebSocket idle = connect()) {
			idle.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
			idle.nextText();
			for (int i = 0; i < 6; i++) {
				pinging.ping();
				assertThat(pinging.next().kind()).isEqualTo("pong");
				this.server.broadcast("room:a", "tick", Map.of());
				assertThat(pinging.isQuiet(150)).isTrue();
			}
			RawWebSocket.Event event = idle.next();
			while (event.kind().equals("text")) {
				event = idle.next();
			}
			assertThat(event).hasToString("close 1002");
			assertThat(this.server.connections()).hasSize(1);
		}
	}

	@Test
	void answersPlainRequests() throws Exception {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.server.httpUrl() + "/tokens/a%3Ab")).build(),
					HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).isEqualTo("{\"for\":\"a:b\"}");
	}

}
