package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.HttpProxy;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TlsTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	@TempDir
	private static Path directory;

	private static SSLContext localhost;

	private static SSLContext elsewhere;

	private final RecordingListener listener = new RecordingListener();

	@BeforeAll
	static void makeCertificates() throws Exception {
		localhost = context("localhost", "dns:localhost");
		elsewhere = context("elsewhere", "dns:elsewhere.example");
	}

	/** Presents a certificate of its own, and trusts only that. */
	private static SSLContext context(String name, String alternativeName) throws Exception {
		Path file = directory.resolve(name + ".p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-keyalg", "EC", "-validity", "2", "-dname", "CN=" + name, "-ext",
				"SAN=" + alternativeName, "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
				new String(PASSWORD))
			.redirectErrorStream(true)
			.start();
		assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(keytool.exitValue()).isZero();
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD);
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry(name, store.getCertificate(name));
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD);
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	private TransportConnection open(RawWebSocketServer server, SSLContext trust) {
		return SpringWebSocketTransport.builder()
			.sslContext(trust)
			.build()
			.open(new ConnectRequest(server.uri("/socket/websocket?token=s3cret"), Map.of(), List.of()), this.listener);
	}

	private static CompletableFuture<Void> serve(RawWebSocketServer server) {
		return CompletableFuture.runAsync(() -> {
			try {
				server.acceptOpen();
			}
			catch (IOException ex) {
				// The client has refused the certificate.
			}
		});
	}

	@Test
	void trustedCertificateIsAccepted() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0)) {
			TransportConnection connection = open(server, localhost);
			Peer peer = server.acceptOpen();
			this.listener.awaitOpened();
			String text = "é".repeat(200_000);
			connection.send(new WireMessage.Text(text));
			assertThat(peer.readMessage().equals(text)).isTrue();
			peer.writeText(text);
			assertThat(this.listener.nextText().equals(text)).isTrue();
			connection.close(CloseStatus.NORMAL);
			assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
			peer.write(RawWebSocketServer.closeFrame(1000));
			assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.NORMAL);
			assertThat(peer.isClosedByClient()).isTrue();
			this.listener.assertOver();
		}
	}

	@Test
	void recordsOfEverySizeAreRead() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0)) {
			TransportConnection connection = open(server, localhost);
			Peer peer = server.acceptOpen();
			this.listener.awaitOpened();
			for (int i = 1; i < 3000; i++) {
				peer.writeText(text(i));
			}
			for (int i = 1; i < 3000; i++) {
				assertThat(this.listener.nextText().equals(text(i))).isTrue();
			}
			connection.abort();
		}
	}

	// Each is a record; the longest are two.
	private static String text(int number) {
		return number + "x".repeat(number % 100 * number % 20_000);
	}

	@Test
	void suppliedContextIsAskedForAtEveryAttempt() throws Exception {
		Deque<SSLContext> contexts = new ArrayDeque<>(List.of(elsewhere, localhost));
		SpringWebSocketTransport transport = SpringWebSocketTransport.builder().sslContext(contexts::remove).build();
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0)) {
			ConnectRequest request = new ConnectRequest(server.uri("/socket/websocket"), Map.of(), List.of());
			CompletableFuture<Void> serving = serve(server);
			transport.open(request, this.listener);
			assertThat(this.listener.nextFailed()).hasMessageContaining(" has a certificate that is not trusted");
			serving.get(10, TimeUnit.SECONDS);
			RecordingListener second = new RecordingListener();
			TransportConnection connection = transport.open(request, second);
			server.acceptOpen();
			second.awaitOpened();
			connection.abort();
			RecordingListener third = new RecordingListener();
			SpringWebSocketTransport failing = SpringWebSocketTransport.builder().sslContext(() -> {
				throw new IllegalStateException("the store is gone");
			}).build();
			failing.open(request, third);
			assertThat(third.nextFailed())
				.hasMessageEndingWith("was not called: there is no SSL context for it: the store is gone");
		}
	}

	@Test
	void tlsGoesThroughAProxy() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0);
				ConnectProxy proxy = new ConnectProxy(null, 0)) {
			TransportConnection connection = SpringWebSocketTransport.builder()
				.sslContext(localhost)
				.proxy(new HttpProxy("localhost", proxy.port()))
				.build()
				.open(new ConnectRequest(server.uri("/socket/websocket"), Map.of(), List.of()), this.listener);
			Peer peer = server.acceptOpen();
			this.listener.awaitOpened();
			connection.send(new WireMessage.Text("hello"));
			assertThat(peer.readMessage()).isEqualTo("hello");
			assertThat(proxy.requests()).containsExactly("CONNECT localhost:" + server.port());
			connection.abort();
		}
	}

	/**
	 * The proxy has the name that is in the certificate, the server is called by another.
	 */
	@Test
	void hostNameBehindAProxyIsThatOfTheServer() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0);
				ConnectProxy proxy = new ConnectProxy(null, 0)) {
			CompletableFuture<Void> serving = serve(server);
			String target = "wss://127.0.0.1:" + server.port() + "/socket/websocket";
			SpringWebSocketTransport.builder()
				.sslContext(localhost)
				.proxy(new HttpProxy("localhost", proxy.port()))
				.build()
				.open(new ConnectRequest(URI.create(target), Map.of(), List.of()), this.listener);
			assertThat(this.listener.nextFailed())
				.hasMessageStartingWith(target + " has a certificate for another host name");
			assertThat(proxy.requests()).containsExactly("CONNECT 127.0.0.1:" + server.port());
			this.listener.assertOver();
			serving.get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void abortClosesTheSocket() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0)) {
			TransportConnection connection = open(server, localhost);
			Peer peer = server.acceptOpen();
			this.listener.awaitOpened();
			connection.abort();
			assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
			assertThat(peer.isClosedByClient()).isTrue();
			this.listener.assertOver();
		}
	}

	@Test
	void untrustedCertificateFails() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0)) {
			CompletableFuture<Void> serving = serve(server);
			open(server, null);
			TransportException failure = this.listener.nextFailed();
			assertThat(failure)
				.hasMessageStartingWith("wss://localhost:" + server.port()
						+ "/socket/websocket has a certificate that is not trusted: give the client's SSL bundle or"
						+ " context its issuer's certificate to trust (TLS: ")
				.hasMessageContaining("unable to find valid certification path")
				.hasNoCause();
			assertThat(failure.httpStatus()).isNull();
			this.listener.assertOver();
			serving.get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void otherHostNameFails() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(elsewhere, 0)) {
			CompletableFuture<Void> serving = serve(server);
			open(server, elsewhere);
			assertThat(this.listener.nextFailed())
				.hasMessageStartingWith("wss://localhost:" + server.port()
						+ "/socket/websocket has a certificate for another host name: use a name of the certificate"
						+ " in the URL (TLS: ")
				.hasMessageContaining("localhost")
				.hasNoCause();
			this.listener.assertOver();
			serving.get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void plainServerFails() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			SpringWebSocketTransport.builder()
				.build()
				.open(new ConnectRequest(URI.create("wss://localhost:" + server.port() + "/socket/websocket"), Map.of(),
						List.of()), this.listener);
			Peer peer = server.accept();
			peer.answer("HTTP/1.1 400 Bad Request\r\n\r\n");
			assertThat(this.listener.nextFailed())
				.hasMessageStartingWith("wss://localhost:" + server.port() + "/socket/websocket ");
			this.listener.assertOver();
		}
	}

	@Test
	void tlsServerThatIsCalledInPlainFails() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer(localhost, 0)) {
			CompletableFuture<Void> serving = serve(server);
			SpringWebSocketTransport.builder()
				.build()
				.open(new ConnectRequest(URI.create("ws://localhost:" + server.port() + "/socket/websocket"), Map.of(),
						List.of()), this.listener);
			assertThat(this.listener.nextFailed())
				.hasMessageStartingWith("ws://localhost:" + server.port() + "/socket/websocket ");
			this.listener.assertOver();
			serving.get(10, TimeUnit.SECONDS);
		}
	}

}
