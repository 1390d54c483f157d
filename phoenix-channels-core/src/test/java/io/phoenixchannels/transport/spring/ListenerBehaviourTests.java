package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportListener;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a listener may do in its methods.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ListenerBehaviourTests {

	private RawWebSocketServer server;

	private final CompletableFuture<TransportConnection> connection = new CompletableFuture<>();

	@BeforeEach
	void startServer() throws IOException {
		this.server = new RawWebSocketServer();
	}

	@AfterEach
	void stopServer() throws IOException {
		this.server.close();
	}

	private void open(TransportListener listener) {
		this.connection.complete(SpringWebSocketTransport.builder()
			.closeTimeout(Duration.ofSeconds(5))
			.build()
			.open(new ConnectRequest(this.server.uri("/socket/websocket?token=s3cret"), Map.of(), List.of()),
					listener));
	}

	@Test
	void exceptionOfTheListenerIsLoggedAndTheConnectionGoesOn(CapturedOutput output) throws Exception {
		RecordingListener listener = new RecordingListener() {
			@Override
			void whenOpened() {
				throw new IllegalStateException("thrown by opened");
			}

			@Override
			void whenReceived(WireMessage message) {
				throw new AssertionError("thrown by received");
			}
		};
		open(listener);
		Peer peer = this.server.acceptOpen();
		peer.writeText("one");
		peer.writeText("two");
		listener.awaitOpened();
		assertThat(listener.nextText()).isEqualTo("one");
		assertThat(listener.nextText()).isEqualTo("two");
		assertThat(this.connection.join().send(new WireMessage.Text("alive"))).isTrue();
		assertThat(peer.readMessage()).isEqualTo("alive");
		this.connection.join().abort();
		assertThat(listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		listener.assertOver();
		assertThat(output)
			.contains("The listener of ws://localhost:" + this.server.port()
					+ "/socket/websocket threw an exception; the connection goes on")
			.contains("thrown by opened")
			.contains("thrown by received")
			.doesNotContain("s3cret");
	}

	@Test
	void listenerMaySendAndCloseWhenOpened() throws Exception {
		RecordingListener listener = new RecordingListener() {
			@Override
			void whenOpened() {
				TransportConnection own = ListenerBehaviourTests.this.connection.join();
				assertThat(own.send(new WireMessage.Text("hello"))).isTrue();
				own.close(CloseStatus.NORMAL);
				assertThat(own.send(new WireMessage.Text("late"))).isFalse();
			}
		};
		open(listener);
		Peer peer = this.server.acceptOpen();
		assertThat(peer.readMessage()).isEqualTo("hello");
		assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
		peer.write(RawWebSocketServer.closeFrame(1000));
		listener.awaitOpened();
		assertThat(listener.nextClosed().code()).isEqualTo(1000);
		assertThat(peer.isClosedByClient()).isTrue();
		listener.assertOver();
	}

	@Test
	void listenerMayAbortInReceivedAndHearsTheEndAfterIt() throws Exception {
		RecordingListener listener = new RecordingListener() {
			@Override
			void whenReceived(WireMessage message) {
				ListenerBehaviourTests.this.connection.join().abort();
				assertThat(isEnded()).isFalse();
			}
		};
		open(listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		peer.write(concat(RawWebSocketServer.text("one"), RawWebSocketServer.text("two")));
		assertThat(listener.nextText()).isEqualTo("one");
		assertThat(listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(peer.isClosedByClient()).isTrue();
		listener.assertOver();
	}

	@Test
	void messagesThatComeAfterOurCloseFrameDoNotHurt() throws Exception {
		RecordingListener listener = new RecordingListener();
		open(listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		this.connection.join().close(CloseStatus.NORMAL);
		assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
		peer.writeText("under way");
		peer.write(RawWebSocketServer.closeFrame(1000));
		Object heard = listener.next();
		if (heard instanceof WireMessage) {
			heard = listener.next();
		}
		assertThat(heard).isEqualTo(CloseStatus.NORMAL);
		listener.assertOver();
	}

	@Test
	void bothSidesMayCloseAtOnce() throws Exception {
		for (int i = 0; i < 50; i++) {
			RecordingListener listener = new RecordingListener();
			TransportConnection own = SpringWebSocketTransport.builder()
				.build()
				.open(new ConnectRequest(this.server.uri("/socket/websocket"), Map.of(), List.of()), listener);
			Peer peer = this.server.acceptOpen();
			listener.awaitOpened();
			CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> own.close(CloseStatus.NORMAL));
			peer.write(RawWebSocketServer.closeFrame(1001));
			closing.join();
			assertThat(listener.nextClosed().code()).isIn(1000, 1001);
			assertThat(peer.isClosedByClient()).isTrue();
			listener.assertOver();
		}
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
