package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left once all connections have ended: nothing.
 */
@Timeout(60)
class LeakTests {

	private final SpringWebSocketTransport transport = SpringWebSocketTransport.builder()
		.connectTimeout(Duration.ofMinutes(10))
		.closeTimeout(Duration.ofMinutes(10))
		.build();

	/** Every way to end, once. */
	private List<WeakReference<?>> liveAndDie() throws Exception {
		List<WeakReference<?>> remains = new ArrayList<>();
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			for (int ending = 0; ending < 7; ending++) {
				RecordingListener listener = new RecordingListener();
				TransportConnection connection = this.transport
					.open(new ConnectRequest(server.uri("/socket/websocket"), Map.of(), List.of()), listener);
				remains.add(new WeakReference<>(listener));
				remains.add(new WeakReference<>(connection));
				Peer peer = server.accept();
				peer.readRequest();
				if (ending == 0) {
					connection.abort();
				}
				else if (ending == 1) {
					peer.answer("HTTP/1.1 403 Forbidden\r\n\r\n");
				}
				else {
					peer.write(peer.switchingProtocols());
					listener.awaitOpened();
					connection.send(new WireMessage.Text("hello"));
					peer.readMessage();
					end(ending, connection, peer);
				}
				Object heard = listener.next();
				assertThat(heard).isNotInstanceOf(WireMessage.class);
				assertThat(peer.isClosedByClient()).isTrue();
				listener.assertOver();
			}
		}
		return remains;
	}

	private static void end(int ending, TransportConnection connection, Peer peer) throws IOException {
		switch (ending) {
			case 2 -> connection.abort();
			case 3 -> peer.write(RawWebSocketServer.closeFrame(1000));
			case 4 -> peer.reset();
			case 5 -> {
				connection.close(CloseStatus.NORMAL);
				peer.readFrame();
				connection.abort();
			}
			default -> {
				connection.close(CloseStatus.NORMAL);
				peer.readFrame();
				peer.write(RawWebSocketServer.closeFrame(1000));
			}
		}
	}

	private static long threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.count();
	}

	@Test
	void noThreadOrSessionIsLeft() throws Exception {
		liveAndDie();
		long pool = threads("WebSocketClient-AsyncIO");
		for (int i = 0; i < 10; i++) {
			liveAndDie();
		}
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(threads("phoenix-transport-")).isZero();
			// Tomcat's, which ends with the last session.
			assertThat(threads("WebSocket background processing")).isZero();
			// Tomcat's, which are shared by all connections of the JVM.
			assertThat(threads("WebSocketClient-AsyncIO")).isLessThanOrEqualTo(pool + 2);
		});
	}

	@Test
	void sessionsThatEndWhileTheyOpenAreNotLeft() throws Exception {
		try (RawWebSocketServer server = new RawWebSocketServer()) {
			for (int i = 0; i < 300; i++) {
				RecordingListener listener = new RecordingListener();
				TransportConnection connection = this.transport
					.open(new ConnectRequest(server.uri("/socket/websocket"), Map.of(), List.of()), listener);
				Peer peer = server.accept();
				peer.readRequest();
				peer.write(peer.switchingProtocols());
				listener.awaitOpened();
				connection.abort();
				listener.nextClosed();
				assertThat(peer.isClosedByClient()).isTrue();
			}
		}
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> threads("WebSocket background processing") == 0);
	}

	@Test
	void endedConnectionsCanBeCollectedLongBeforeTheirTimeouts() throws Exception {
		List<WeakReference<?>> remains = liveAndDie();
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			assertThat(remains).allMatch((reference) -> reference.get() == null);
		});
	}

}
