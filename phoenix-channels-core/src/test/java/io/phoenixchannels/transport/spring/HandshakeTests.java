package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything up to the answer to the handshake.
 */
@Timeout(60)
class HandshakeTests extends RawServerTestSupport {

	private static final String PATH = "/socket/websocket?token=s3cret&vsn=2.0.0";

	private TransportConnection open(ConnectRequest request) {
		return SpringWebSocketTransport.builder()
			.connectTimeout(Duration.ofSeconds(5))
			.build()
			.open(request, this.listener);
	}

	private TransportConnection open() {
		return open(new ConnectRequest(this.server.uri(PATH), Map.of(), List.of()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 400, 401, 403, 404, 407, 426, 429, 500, 503 })
	void refusalTellsItsStatus(int status) throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.answer("HTTP/1.1 " + status + " Whatever\r\nContent-Length: 4\r\n\r\nbody");
		assertConnectFailed("refused the handshake with HTTP " + status, status);
		assertThat(peer.isClosedByClient()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"1\", qop=\"auth\"", "Bearer", "Odd" })
	void challengeIs401(String challenge) throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.answer("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + challenge + "\r\n\r\n");
		assertConnectFailed("refused the handshake with HTTP 401", 401);
		assertThat(this.server.isCalledWithin(100)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307 })
	void redirectIsNotFollowed(int status) throws Exception {
		open(new ConnectRequest(this.server.uri(PATH), Map.of("Authorization", List.of("Bearer s3cret")), List.of()));
		Peer peer = this.server.accept();
		peer.readRequest();
		try (RawWebSocketServer other = new RawWebSocketServer()) {
			peer.answer("HTTP/1.1 " + status + " Moved\r\nLocation: http://localhost:" + other.port()
					+ "/else?token=s3cret\r\n\r\n");
			assertConnectFailed("refused the handshake with a redirect, which is never followed, "
					+ "since headers and params would go along: use the URL that it leads to", null);
			assertThat(other.isCalledWithin(200)).isFalse();
		}
	}

	/**
	 * Which Tomcat does not take for a redirect.
	 */
	@Test
	void permanentRedirectIsNotFollowed() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		try (RawWebSocketServer other = new RawWebSocketServer()) {
			peer.answer(
					"HTTP/1.1 308 Moved\r\nLocation: http://localhost:" + other.port() + "/else?token=s3cret\r\n\r\n");
			assertThat(this.listener.nextFailed()).hasMessageStartingWith(target() + " refused the handshake with ")
				.hasMessageNotContaining("s3cret");
			this.listener.assertOver();
			assertThat(other.isCalledWithin(200)).isFalse();
		}
	}

	@Test
	void redirectWithoutLocationTellsItsStatus() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.answer("HTTP/1.1 302 Found\r\n\r\n");
		assertConnectFailed("refused the handshake with HTTP 302", 302);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-OpenSSH_9.2\r\n\r\n", "\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n" })
	void garbageFails(String garbage) throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.answer(garbage);
		TransportException failure = this.listener.nextFailed();
		assertThat(failure).hasMessageStartingWith(target() + " ").hasNoCause();
		assertThat(failure.getMessage()).doesNotContain("s3cret").doesNotContain("null");
		this.listener.assertOver();
		assertThat(peer.isClosedByClient()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" })
	void answerToAnotherHandshakeFails(String accept) throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.answer(
				"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + accept + "\r\n");
		assertConnectFailed(
				"answered another handshake than ours (the Sec-WebSocket-Accept header is missing or wrong): "
						+ "is there a cache, or a server that knows no WebSocket, in between?",
				null);
		assertThat(peer.isClosedByClient()).isTrue();
	}

	@Test
	void halfAnAnswerFails() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
		peer.close();
		// Jetty takes the end for that of the headers.
		assertThat(this.listener.nextFailed().getMessage()).isIn(
				target() + " ended the connection during the handshake",
				target() + " gave an answer to the handshake that is none: is it a Phoenix server that listens there?");
		this.listener.assertOver();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "X-Y: z\r\n" })
	void answerThatNeverEndsIsCutOff(String more) throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		AtomicLong written = new AtomicLong();
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
			String much = more.repeat(10_000);
			try {
				peer.answer("HTTP/1.1 101 Switching Protocols\r\nX: ");
				while (true) {
					peer.answer(much);
					written.addAndGet(much.length());
				}
			}
			catch (IOException ex) {
				// The client has had enough.
			}
		});
		assertConnectFailed("gave an answer to the handshake that is none: is it a Phoenix server that listens there?",
				null);
		writing.get(5, TimeUnit.SECONDS);
		// What the buffers of the sockets hold.
		assertThat(written.get()).isLessThan(20_000_000);
	}

	@Test
	void serverThatHangsUpFails() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.close();
		assertConnectFailed("ended the connection during the handshake", null);
	}

	@Test
	void silentServerFailsAfterTheConnectTimeout() throws Exception {
		long start = System.nanoTime();
		SpringWebSocketTransport.builder()
			.connectTimeout(Duration.ofMillis(300))
			.build()
			.open(new ConnectRequest(this.server.uri(PATH), Map.of(), List.of()), this.listener);
		Peer peer = this.server.accept();
		assertConnectFailed("gave no answer within 300 ms", null);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(290),
				Duration.ofMillis(1500));
		assertThat(peer.isClosedByClient()).isTrue();
	}

	@Test
	void slowAnswerFailsAfterTheConnectTimeoutToo() throws Exception {
		SpringWebSocketTransport.builder()
			.connectTimeout(Duration.ofSeconds(1))
			.build()
			.open(new ConnectRequest(this.server.uri(PATH), Map.of(), List.of()), this.listener);
		Peer peer = this.server.accept();
		peer.readRequest();
		CompletableFuture<Void> trickle = CompletableFuture.runAsync(() -> {
			try {
				peer.answer("HTTP/1.1 101 Switching Protocols\r\nX: ");
				while (true) {
					peer.answer("x");
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
				}
			}
			catch (IOException ex) {
				// The client has given up.
			}
		});
		assertConnectFailed("gave no answer within 1 s", null);
		trickle.get(5, TimeUnit.SECONDS);
	}

	@Test
	void closedPortFails() throws Exception {
		this.server.close();
		open();
		assertConnectFailed("could not be reached: Connection refused", null);
	}

	@Test
	void unknownHostFails() throws Exception {
		open(new ConnectRequest(URI.create("ws://no-such-host.invalid:4000/socket/websocket?token=s3cret"), Map.of(),
				List.of()));
		assertThat(this.listener.nextFailed())
			.hasMessage("ws://no-such-host.invalid:4000/socket/websocket could not be reached: unknown host");
		this.listener.assertOver();
	}

	@Test
	void fullBacklogFailsAfterTheConnectTimeout() throws Exception {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// Nobody accepts: the kernel stops answering after two connections.
			java.net.Socket[] waiting = new java.net.Socket[2];
			for (int i = 0; i < waiting.length; i++) {
				waiting[i] = new java.net.Socket(full.getInetAddress(), full.getLocalPort());
			}
			SpringWebSocketTransport.builder()
				.connectTimeout(Duration.ofMillis(500))
				.build()
				.open(new ConnectRequest(URI.create("ws://localhost:" + full.getLocalPort() + "/socket/websocket"),
						Map.of(), List.of()), this.listener);
			assertThat(this.listener.nextFailed())
				.hasMessage("ws://localhost:" + full.getLocalPort() + "/socket/websocket gave no answer within 500 ms");
			for (java.net.Socket socket : waiting) {
				socket.close();
			}
		}
	}

	@Test
	@Tag("tomcat")
	void urlThatTheContainerCannotSendFails() throws Exception {
		open(new ConnectRequest(this.server.uri(PATH + "&long=" + "x".repeat(5000)), Map.of(), List.of()));
		TransportException failure = this.listener.nextFailed();
		assertThat(failure).hasMessageStartingWith(target() + " was not called: its URL is longer than");
		assertThat(failure.getMessage()).doesNotContain("xxx");
	}

	@Test
	void headersAndSubprotocolsAreSent() throws Exception {
		TransportConnection connection = open(new ConnectRequest(this.server.uri(PATH),
				Map.of("X-Tenant", List.of("blue"), "Authorization", List.of("Bearer t"), "Long",
						List.of("y".repeat(6000)), "Host", List.of("evil"), "Sec-WebSocket-Protocol", List.of("evil"),
						"Upgrade", List.of("evil")),
				List.of("phoenix", "base64url.bearer.phx.dG9rZW4")));
		Peer peer = this.server.accept();
		List<String> request = peer.readRequest();
		assertThat(request.get(0)).isEqualTo("GET " + PATH + " HTTP/1.1");
		assertThat(peer.header("X-Tenant")).isEqualTo("blue");
		assertThat(peer.header("Authorization")).isEqualTo("Bearer t");
		assertThat(peer.header("Long")).hasSize(6000);
		assertThat(peer.header("Host")).isEqualTo("localhost:" + this.server.port());
		assertThat(peer.header("Sec-WebSocket-Protocol").replace(" ", ""))
			.isEqualTo("phoenix,base64url.bearer.phx.dG9rZW4");
		assertThat(peer.header("Sec-WebSocket-Version")).isEqualTo("13");
		assertThat(peer.header("Sec-WebSocket-Extensions")).isNull();
		assertThat(peer.header("Origin")).isNull();
		assertThat(request).noneMatch((line) -> line.contains("evil"));
		peer.write(peer.switchingProtocols("Sec-WebSocket-Protocol: phoenix"));
		this.listener.awaitOpened();
		connection.abort();
	}

	@Test
	void originIsSentIfItIsSet() throws Exception {
		TransportConnection connection = open(
				new ConnectRequest(this.server.uri(PATH), Map.of("Origin", List.of("https://app.example")), List.of()));
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		assertThat(peer.header("Origin")).isEqualTo("https://app.example");
		connection.abort();
	}

	@Test
	void serverMayAnswerNoSubprotocol() throws Exception {
		TransportConnection connection = open(
				new ConnectRequest(this.server.uri(PATH), Map.of(), List.of("phoenix", "token")));
		this.server.acceptOpen();
		this.listener.awaitOpened();
		connection.abort();
	}

	@ParameterizedTest
	@ValueSource(strings = { "other", "PHOENIX", "s3cret" })
	void subprotocolThatWasNotOfferedFails(String subprotocol) throws Exception {
		open(new ConnectRequest(this.server.uri(PATH), Map.of(), List.of("phoenix")));
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.write(peer.switchingProtocols("Sec-WebSocket-Protocol: " + subprotocol));
		peer.writeText("never heard");
		assertConnectFailed("answered the handshake with a subprotocol that was not offered", null);
		assertThat(peer.isClosedByClient()).isTrue();
	}

	@Test
	void subprotocolWithoutAnOfferFails() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		peer.write(peer.switchingProtocols("Sec-WebSocket-Protocol: phoenix"));
		assertConnectFailed("answered the handshake with a subprotocol that was not offered", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nX-Evil: s3cret", "a\nb", "a\rb", "a\u0000b", "\u20ac" })
	void headerValueThatIsNoneFails(String value) throws Exception {
		open(new ConnectRequest(this.server.uri(PATH), Map.of("X-Tenant", List.of(value)), List.of()));
		assertConnectFailed("was not called: the header 'X-Tenant' has a value with a line break "
				+ "or another character that HTTP does not allow", null);
		assertThat(this.server.isCalledWithin(50)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "X Tenant", "X-Tenant:", "X\r\nY", "X\u0000Y", "\u00e9" })
	void headerNameThatIsNoneFails(String name) throws Exception {
		open(new ConnectRequest(this.server.uri(PATH), Map.of(name, List.of("value")), List.of()));
		assertConnectFailed("was not called: a header has a name that HTTP does not allow", null);
		assertThat(this.server.isCalledWithin(50)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a,b", "a/s3cret", "a\r\nX: s3cret" })
	void subprotocolThatIsNoTokenFails(String subprotocol) throws Exception {
		open(new ConnectRequest(this.server.uri(PATH), Map.of(), List.of("phoenix", subprotocol)));
		assertConnectFailed("was not called: a subprotocol has characters that HTTP does not allow in one", null);
		assertThat(this.server.isCalledWithin(50)).isFalse();
	}

	@Test
	void executorThatTakesNoTasksFails() throws Exception {
		SpringWebSocketTransport.builder().executor((task) -> {
			throw new RejectedExecutionException("shut down");
		}).build().open(new ConnectRequest(this.server.uri(PATH), Map.of(), List.of()), this.listener);
		assertConnectFailed("was not called: the executor takes no more tasks", null);
	}

	@Test
	void closeGivesTheAttemptUp() throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.accept();
		peer.readRequest();
		assertThat(connection.send(new WireMessage.Text("too early"))).isFalse();
		connection.close(CloseStatus.NORMAL);
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(peer.isClosedByClient()).isTrue();
		this.listener.assertOver();
	}

	@Test
	void abortGivesTheAttemptUp() throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.accept();
		peer.readRequest();
		connection.abort();
		assertThat(this.listener.isEnded()).isTrue();
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		long start = System.nanoTime();
		assertThat(peer.isClosedByClient()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		connection.abort();
		connection.close(CloseStatus.NORMAL);
		this.listener.assertOver();
	}

	@Test
	void abortAtAnyMomentOfTheHandshakeIsHeardOnceAndClosesTheSocket() throws Exception {
		SpringWebSocketTransport transport = SpringWebSocketTransport.builder().build();
		for (int i = 0; i < 400; i++) {
			RecordingListener own = new RecordingListener();
			TransportConnection connection = transport
				.open(new ConnectRequest(this.server.uri(PATH), Map.of(), List.of()), own);
			int pause = (i % 200) * 10_000;
			CompletableFuture<Void> aborting = CompletableFuture.runAsync(() -> {
				LockSupport.parkNanos(pause);
				connection.abort();
			});
			Peer peer = null;
			if (this.server.isCalledWithin(200)) {
				peer = this.server.lastPeer();
				try {
					peer.readRequest();
					peer.write(peer.switchingProtocols());
				}
				catch (IOException ex) {
					// Gone already.
				}
			}
			aborting.get(5, TimeUnit.SECONDS);
			Object heard = own.next();
			assertThat("opened".equals(heard) ? own.next() : heard).isEqualTo(CloseStatus.ABNORMAL);
			assertThat(peer == null || peer.isClosedByClient()).isTrue();
			own.assertOver();
		}
		// Tomcat's thread, which ends with the last session.
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("WebSocket background processing")));
	}

	@Test
	void compressionThatNobodyOfferedFails() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		assertThat(peer.header("Sec-WebSocket-Extensions")).isNull();
		peer.write(peer.switchingProtocols("Sec-WebSocket-Extensions: permessage-deflate"));
		assertConnectFailed("answered the handshake with an extension, though none was offered", null);
		assertThat(peer.isClosedByClient()).isTrue();
	}

}
