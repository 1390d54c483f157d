package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A side that does not read: what the other one then does, and does not.
 */
@Timeout(60)
class BlockedPeerTests {

	private static final String BLOCK = "x".repeat(100_000);

	private RawWebSocketServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = new RawWebSocketServer(null, 4096);
	}

	@AfterEach
	void stopServer() throws IOException {
		this.server.close();
	}

	private TransportConnection open(SpringWebSocketTransport.Builder transport, RecordingListener listener) {
		return transport.build()
			.open(new ConnectRequest(this.server.uri("/socket/websocket"), Map.of(), List.of()), listener);
	}

	/** Sends until the peer's window, and then the queue, is full. */
	private static int fill(TransportConnection connection) {
		AtomicLong taken = new AtomicLong();
		// For so long that a busy machine has got to the thread that writes.
		Duration calm = Duration.ofMillis(400);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(100))
			.during(calm)
			.atMost(Duration.ofSeconds(20))
			.until(() -> {
				long before = taken.get();
				while (connection.send(new WireMessage.Text(BLOCK))) {
					taken.incrementAndGet();
				}
				return taken.get() == before;
			});
		return (int) taken.get();
	}

	@Test
	void fullQueueRefusesAndWhatWasTakenArrives() throws Exception {
		RecordingListener listener = new RecordingListener();
		TransportConnection connection = open(SpringWebSocketTransport.builder().maxQueuedMessages(20), listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		int taken = fill(connection);
		assertThat(connection.send(new WireMessage.Text("one too many"))).isFalse();
		assertThat(taken).isGreaterThanOrEqualTo(20);
		for (int i = 0; i < taken; i++) {
			assertThat(peer.readMessage()).hasSize(BLOCK.length());
		}
		assertThat(connection.send(new WireMessage.Text("room again"))).isTrue();
		assertThat(peer.readMessage()).isEqualTo("room again");
		connection.abort();
	}

	@Test
	void queueIsBoundedByBytesToo() throws Exception {
		RecordingListener listener = new RecordingListener();
		TransportConnection connection = open(SpringWebSocketTransport.builder().maxQueuedBytes(350_000), listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		assertThat(connection.send(new WireMessage.Binary(new byte[350_001]))).isFalse();
		fill(connection);
		assertThat(connection.send(new WireMessage.Binary(new byte[50_001]))).isFalse();
		assertThat(connection.send(new WireMessage.Binary(new byte[50_000]))).isTrue();
		assertThat(connection.send(new WireMessage.Binary(new byte[1]))).isFalse();
		assertThat(peer.readMessage()).hasSize(BLOCK.length());
		connection.abort();
	}

	@Test
	void closeOfABlockedConnectionIsBounded() throws Exception {
		RecordingListener listener = new RecordingListener();
		TransportConnection connection = open(
				SpringWebSocketTransport.builder().maxQueuedMessages(20).closeTimeout(Duration.ofMillis(400)),
				listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		fill(connection);
		long start = System.nanoTime();
		connection.close(CloseStatus.NORMAL);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
		assertThat(connection.send(new WireMessage.Text("late"))).isFalse();
		assertThat(listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(390),
				Duration.ofMillis(1500));
		assertThat(peer.isClosedByClient()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		listener.assertOver();
	}

	@Test
	void abortOfABlockedConnectionIsImmediate() throws Exception {
		RecordingListener listener = new RecordingListener();
		TransportConnection connection = open(SpringWebSocketTransport.builder().maxQueuedMessages(20), listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		fill(connection);
		long start = System.nanoTime();
		connection.abort();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
		assertThat(listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(peer.isClosedByClient()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
		listener.assertOver();
	}

	@Test
	void peerThatNeverReadsEndsTheConnectionAfterTheSendTimeout() throws Exception {
		RecordingListener listener = new RecordingListener();
		TransportConnection connection = open(
				SpringWebSocketTransport.builder().maxQueuedMessages(20).sendTimeout(Duration.ofSeconds(1)), listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		while (!listener.isEnded()) {
			if (!connection.send(new WireMessage.Text(BLOCK))) {
				Thread.onSpinWait();
			}
		}
		assertThat(listener.nextClosed().code()).isEqualTo(1006);
		assertThat(peer.isClosedByClient()).isTrue();
		listener.assertOver();
	}

	@Test
	void serverStallsWhileTheListenerIsBusyAndNothingIsLost() throws Exception {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch inside = new CountDownLatch(1);
		RecordingListener listener = new RecordingListener() {
			@Override
			void whenReceived(WireMessage message) {
				inside.countDown();
				try {
					assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
		};
		open(SpringWebSocketTransport.builder(), listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		int total = 500;
		AtomicLong written = new AtomicLong();
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
			try {
				for (int i = 0; i < total; i++) {
					peer.writeText(i + ":" + BLOCK);
					written.incrementAndGet();
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
		AtomicLong last = new AtomicLong(-1);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(300))
			.atMost(Duration.ofSeconds(20))
			.until(() -> written.get() == last.getAndSet(written.get()));
		assertThat(written).hasValueLessThan(total / 2);
		assertThat(writing).isNotDone();
		busy.countDown();
		for (int i = 0; i < total; i++) {
			assertThat(listener.nextText().startsWith(i + ":x")).isTrue();
		}
		writing.get(10, TimeUnit.SECONDS);
	}

	@Test
	void abortFromOutsideWaitsForTheCallOfTheListener() throws Exception {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch inside = new CountDownLatch(1);
		RecordingListener listener = new RecordingListener() {
			@Override
			void whenReceived(WireMessage message) {
				inside.countDown();
				try {
					assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
		};
		TransportConnection connection = open(SpringWebSocketTransport.builder(), listener);
		Peer peer = this.server.acceptOpen();
		listener.awaitOpened();
		peer.writeText("first");
		peer.writeText("second");
		assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
		connection.abort();
		assertThat(listener.isEnded()).isFalse();
		assertThat(peer.isClosedByClient()).isTrue();
		busy.countDown();
		assertThat(listener.nextText()).isEqualTo("first");
		assertThat(listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		listener.assertOver();
	}

}
