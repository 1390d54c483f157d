package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.HttpProxy;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportException;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Connections through a proxy. TLS through one is in {@link TlsTests}.
 */
@Timeout(60)
class ProxyTests extends RawServerTestSupport {

	private final ProxySelector jvm = ProxySelector.getDefault();

	@AfterEach
	void restoreProxies() {
		ProxySelector.setDefault(this.jvm);
	}

	private TransportConnection open(HttpProxy proxy) {
		return SpringWebSocketTransport.builder()
			.proxy(proxy)
			.build()
			.open(new ConnectRequest(this.server.uri("/socket/websocket?token=s3cret"), Map.of(), List.of()),
					this.listener);
	}

	private void assertNotCalled(String problem, Integer status) throws InterruptedException {
		assertConnectFailed("was not called: " + problem, status);
	}

	@Test
	void messagesGoThroughTheProxy() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null, 0)) {
			TransportConnection connection = open(new HttpProxy("localhost", proxy.port()));
			Peer peer = this.server.acceptOpen();
			this.listener.awaitOpened();
			connection.send(new WireMessage.Text("hello"));
			assertThat(peer.readMessage()).isEqualTo("hello");
			assertThat(proxy.requests()).containsExactly("CONNECT localhost:" + this.server.port());
			connection.close(CloseStatus.NORMAL);
			assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
		}
	}

	@Test
	void proxyIsToldWhoConnects() throws Exception {
		// user:s3cret
		try (ConnectProxy proxy = new ConnectProxy("dXNlcjpzM2NyZXQ=", 0)) {
			open(new HttpProxy("localhost", proxy.port(), "user", "s3cret"));
			Peer peer = this.server.acceptOpen();
			this.listener.awaitOpened();
			peer.close();
		}
	}

	@Test
	void proxyThatWantsALoginSaysSo() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy("dXNlcjpzM2NyZXQ=", 0)) {
			open(new HttpProxy("localhost", proxy.port()));
			assertNotCalled("its proxy localhost:" + proxy.port()
					+ " refused with HTTP 407, it wants a username and a password", 407);
		}
	}

	@Test
	void proxyThatDoesNotAcceptTheLoginSaysSo() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy("dXNlcjpzM2NyZXQ=", 0)) {
			open(new HttpProxy("localhost", proxy.port(), "user", "wr0ng"));
			assertNotCalled("its proxy localhost:" + proxy.port()
					+ " refused with HTTP 407, it does not accept the username and password", 407);
		}
	}

	@Test
	void proxyOfTheJvmThatWantsALoginSaysSo() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy("dXNlcjpzM2NyZXQ=", 0)) {
			ProxySelector.setDefault(
					ProxySelector.of(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));
			open(null);
			assertNotCalled("the JVM's proxy refused with HTTP 407, it wants a username and a password", 407);
		}
	}

	@Test
	void refusalOfTheProxyIsNotTheServers() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null, 403)) {
			open(new HttpProxy("localhost", proxy.port()));
			assertNotCalled("its proxy localhost:" + proxy.port() + " refused to connect to it with HTTP 403", null);
		}
	}

	@Test
	void refusalOfTheServerIsNotTheProxys() throws Exception {
		try (ConnectProxy proxy = new ConnectProxy(null, 0)) {
			open(new HttpProxy("localhost", proxy.port()));
			Peer peer = this.server.accept();
			peer.readRequest();
			peer.answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
			TransportException failure = this.listener.nextFailed();
			assertThat(failure).hasMessage(target() + " refused the handshake with HTTP 403");
			assertThat(failure.httpStatus()).isEqualTo(403);
		}
	}

	@Test
	void proxyThatIsNotThereIsNamed() throws Exception {
		int port;
		try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = gone.getLocalPort();
		}
		open(new HttpProxy("localhost", port));
		assertThat(this.listener.nextFailed()).hasMessageStartingWith(target() + " was not called: its proxy localhost:"
				+ port + " could not be reached: Connection refused");
		RecordingListener second = new RecordingListener();
		SpringWebSocketTransport.builder()
			.proxy(new HttpProxy("proxy.invalid", 3128))
			.build()
			.open(new ConnectRequest(this.server.uri("/socket/websocket"), Map.of(), List.of()), second);
		assertThat(second.nextFailed())
			.hasMessage(target() + " was not called: its proxy proxy.invalid:3128 could not be reached: unknown host");
	}

	@Test
	@Tag("tomcat")
	void otherThreadsGetTheAnswersOfTheJvmsSelector() throws Exception {
		RecordingSelector others = new RecordingSelector();
		ProxySelector.setDefault(others);
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			TransportConnection connection = open(new HttpProxy("localhost", silent.getLocalPort()));
			await().until(() -> ProxySelector.getDefault() instanceof ConnectProxySelector);
			URI elsewhere = URI.create("http://elsewhere.example/");
			assertThat(ProxySelector.getDefault().select(elsewhere)).containsExactly(Proxy.NO_PROXY);
			ProxySelector.getDefault().connectFailed(elsewhere, null, null);
			assertThat(others.asked).containsExactly(elsewhere, elsewhere);
			connection.abort();
			await().until(() -> ProxySelector.getDefault() == others);
		}
	}

	@Test
	void jvmsSelectorIsBackWhenAllAttemptsAreOver() throws Exception {
		RecordingSelector others = new RecordingSelector();
		ProxySelector.setDefault(others);
		CompletableFuture<Void> first = new CompletableFuture<>();
		CompletableFuture<Void> second = CompletableFuture.runAsync(() -> connect(first::join));
		await().until(() -> ProxySelector.getDefault() instanceof ConnectProxySelector);
		connect(() -> null);
		assertThat(ProxySelector.getDefault()).isInstanceOf(ConnectProxySelector.class);
		first.complete(null);
		second.join();
		assertThat(ProxySelector.getDefault()).isSameAs(others);
	}

	@Test
	void selectorThatSomebodyElseSetsMeanwhileStays() {
		RecordingSelector others = new RecordingSelector();
		connect(() -> {
			ProxySelector.setDefault(others);
			return null;
		});
		assertThat(ProxySelector.getDefault()).isSameAs(others);
		connect(() -> ProxySelector.getDefault().select(URI.create("http://localhost/")));
		assertThat(others.asked).isEmpty();
		assertThat(ProxySelector.getDefault()).isSameAs(others);
	}

	/**
	 * While another one connects through its proxy.
	 */
	@Test
	void threadThatHasConnectedThroughAProxyGetsTheAnswersOfTheJvmsSelector() {
		RecordingSelector others = new RecordingSelector();
		ProxySelector.setDefault(others);
		CompletableFuture<Void> other = new CompletableFuture<>();
		CompletableFuture<Void> connecting = CompletableFuture.runAsync(() -> connect(other::join));
		await().until(() -> ProxySelector.getDefault() instanceof ConnectProxySelector);
		connect(() -> null);
		assertThat(ProxySelector.getDefault().select(URI.create("http://elsewhere.example/")))
			.containsExactly(Proxy.NO_PROXY);
		other.complete(null);
		connecting.join();
	}

	private static void connect(java.util.concurrent.Callable<?> connect) {
		try {
			ConnectProxySelector.connect(new HttpProxy("localhost", 3128), connect);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void proxyIsChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy(" ", 3128))
			.withMessage("The proxy's host must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy("proxy", 0))
			.withMessage("The proxy's port must be from 1 to 65535, but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy("proxy", 3128, "user", null))
			.withMessage("The proxy needs username and password, or neither of them");
		assertThat(new HttpProxy("proxy", 3128, "user", "s3cret")).hasToString("proxy:3128");
	}

	private static final class RecordingSelector extends ProxySelector {

		private final List<URI> asked = new CopyOnWriteArrayList<>();

		@Override
		public List<Proxy> select(URI uri) {
			this.asked.add(uri);
			return List.of(Proxy.NO_PROXY);
		}

		@Override
		public void connectFailed(URI uri, SocketAddress address, IOException failure) {
			this.asked.add(uri);
		}

	}

}
