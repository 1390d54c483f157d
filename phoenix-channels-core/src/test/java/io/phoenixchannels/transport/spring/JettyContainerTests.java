package io.phoenixchannels.transport.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.HttpProxy;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is so on Jetty's container only. All other tests of this package, but for those
 * with the tag {@code tomcat}, run with both.
 */
@Tag("jetty")
@Timeout(60)
class JettyContainerTests {

	private final RecordingListener listener = new RecordingListener();

	/** Containers of other tests, which end when they end. */
	private final Set<String> containersBefore = threadsByContainer().keySet();

	/** Each container's threads are called by its number. */
	private static Map<String, List<String>> threadsByContainer() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.matches("phoenix-jetty-\\d+-.+"))
			.collect(Collectors.groupingBy((name) -> name.split("-")[2]));
	}

	private Map<String, List<String>> threads() {
		Map<String, List<String>> threads = threadsByContainer();
		threads.keySet().removeAll(this.containersBefore);
		return threads;
	}

	private void awaitNoThreads() {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	private void talk(SpringWebSocketTransport transport, RawWebSocketServer server) throws Exception {
		RecordingListener listener = new RecordingListener();
		TransportConnection connection = transport
			.open(new ConnectRequest(server.uri("/socket/websocket"), Map.of(), List.of()), listener);
		Peer peer = server.acceptOpen();
		listener.awaitOpened();
		assertThat(threads()).hasSize(1);
		connection.send(new WireMessage.Text("hello"));
		assertThat(peer.readMessage()).isEqualTo("hello");
		connection.abort();
		assertThat(listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
	}

	@Test
	void threadsEndAfterTheLastConnectionAndComeBackWithTheNext() throws Exception {
		SpringWebSocketTransport transport = SpringWebSocketTransport.builder().build();
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			talk(transport, server);
			awaitNoThreads();
			talk(transport, server);
		}
	}

	@Test
	void threadsEndAfterAnAttemptThatFailed() throws Exception {
		RawWebSocketServer closed = new RawWebSocketServer();
		closed.close();
		SpringWebSocketTransport.builder()
			.build()
			.open(new ConnectRequest(closed.uri("/socket/websocket"), Map.of(), List.of()), this.listener);
		this.listener.nextFailed();
		assertThat(threads()).hasSize(1);
		awaitNoThreads();
	}

	@Test
	void longUrlIsSent() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			String path = "/socket/websocket?long=" + "x".repeat(20_000);
			TransportConnection connection = SpringWebSocketTransport.builder()
				.build()
				.open(new ConnectRequest(server.uri(path), Map.of(), List.of()), this.listener);
			Peer peer = server.accept();
			assertThat(peer.readRequest().get(0)).isEqualTo("GET " + path + " HTTP/1.1");
			peer.write(peer.switchingProtocols());
			this.listener.awaitOpened();
			connection.abort();
		}
	}

	@Test
	void serverIsNotToldTheProxysPassword() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer();
				ConnectProxy proxy = new ConnectProxy("dXNlcjpzM2NyZXQ=", 0)) {
			TransportConnection connection = SpringWebSocketTransport.builder()
				.proxy(new HttpProxy("localhost", proxy.port(), "user", "s3cret"))
				.build()
				.open(new ConnectRequest(server.uri("/socket/websocket?a=b"), Map.of(), List.of()), this.listener);
			Peer peer = server.accept();
			List<String> request = peer.readRequest();
			assertThat(request.get(0)).isEqualTo("GET /socket/websocket?a=b HTTP/1.1");
			assertThat(request).noneMatch((line) -> line.toLowerCase().contains("proxy"));
			connection.abort();
		}
	}

}
