package io.phoenixchannels.transport.spring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportListener;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import io.phoenixchannels.transport.spring.RawWebSocketServer.RawFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link io.phoenixchannels.transport.Transport} promises of an open connection, on
 * real sockets.
 */
@Timeout(60)
class TransportContractTests {

	private RawWebSocketServer server;

	private final RecordingListener listener = new RecordingListener();

	@BeforeEach
	void startServer() throws IOException {
		this.server = new RawWebSocketServer();
	}

	@AfterEach
	void stopServer() throws IOException {
		this.server.close();
	}

	SpringWebSocketTransport.Builder transport() {
		return SpringWebSocketTransport.builder();
	}

	private TransportConnection open(SpringWebSocketTransport.Builder transport, TransportListener listener) {
		return transport.build()
			.open(new ConnectRequest(this.server.uri("/socket/websocket?vsn=2.0.0"), Map.of(), List.of()), listener);
	}

	private TransportConnection open() {
		return open(transport(), this.listener);
	}

	@Test
	void messagesGoBothWays() throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		assertThat(connection.send(new WireMessage.Text("[null,\"1\",\"phoenix\",\"heartbeat\",{}]"))).isTrue();
		RawFrame frame = peer.readFrame();
		assertThat(frame.opcode()).isEqualTo(RawWebSocketServer.TEXT);
		assertThat(frame.masked()).isTrue();
		assertThat(frame.last()).isTrue();
		assertThat(frame.text()).isEqualTo("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
		assertThat(connection.send(new WireMessage.Binary(new byte[] { 0, 1, -1 }))).isTrue();
		assertThat(peer.readFrame().payload()).containsExactly(0, 1, -1);
		peer.writeText("früh \uD83D\uDE00");
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.BINARY, true, new byte[] { 2, 0, -128 }));
		assertThat(this.listener.nextText()).isEqualTo("früh \uD83D\uDE00");
		assertThat(this.listener.nextBytes()).containsExactly(2, 0, -128);
		connection.abort();
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(peer.isClosedByClient()).isTrue();
		this.listener.assertOver();
	}

	@Test
	void frameThatComesWithTheHandshakeFollowsOpened() throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.accept();
		peer.readRequest();
		ByteArrayOutputStream together = new ByteArrayOutputStream();
		together.write(peer.switchingProtocols());
		together.write(RawWebSocketServer.text("early"));
		together.write(RawWebSocketServer.text("bird"));
		peer.write(together.toByteArray());
		this.listener.awaitOpened();
		assertThat(this.listener.nextText()).isEqualTo("early");
		assertThat(this.listener.nextText()).isEqualTo("bird");
		connection.abort();
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		this.listener.assertOver();
	}

	@Test
	void closeFrameThatComesWithTheHandshakeFollowsOpened() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		ByteArrayOutputStream together = new ByteArrayOutputStream();
		together.write(peer.switchingProtocols());
		together.write(RawWebSocketServer.text("early"));
		together.write(RawWebSocketServer.closeFrame(1012));
		peer.write(together.toByteArray());
		this.listener.awaitOpened();
		assertThat(this.listener.nextText()).isEqualTo("early");
		assertThat(this.listener.nextClosed().code()).isEqualTo(1012);
		assertThat(peer.readFrame().opcode()).isEqualTo(RawWebSocketServer.CLOSE);
		this.listener.assertOver();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_000_000, 10_000_000 })
	void longMessagesPass(int size) throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		byte[] bytes = new byte[size];
		new Random(1).nextBytes(bytes);
		StringBuilder text = new StringBuilder(size);
		while (text.length() < size) {
			text.append("é0123456789");
		}
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.BINARY, true, bytes));
		peer.writeText(text.toString());
		assertThat(Arrays.equals(this.listener.nextBytes(), bytes)).isTrue();
		assertThat(this.listener.nextText().contentEquals(text)).isTrue();
	}

	@Test
	void longMessagesAreSent() throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		String text = "0123456789é".repeat(100_000);
		byte[] bytes = new byte[3_000_000];
		new Random(2).nextBytes(bytes);
		connection.send(new WireMessage.Text(text));
		connection.send(new WireMessage.Binary(bytes));
		assertThat(peer.readMessage().equals(text)).isTrue();
		assertThat(Arrays.equals(peer.readMessageBytes(), bytes)).isTrue();
	}

	/**
	 * With a surrogate pair at every place where they might be cut in pieces.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 4094, 4095, 8176, 8177, 8178, 8179, 8190, 8191, 8192, 16_355, 16_356, 65_535 })
	void textsAreSentWholeWhateverTheirLength(int before) throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		List<String> texts = new ArrayList<>();
		for (String filler : List.of("x", "\u00e9", "\u20ac")) {
			texts.add(filler.repeat(before));
			texts.add(filler.repeat(before) + "\uD83D\uDE00");
			texts.add(filler.repeat(before) + "\uD83D\uDE00" + filler.repeat(before));
		}
		texts.forEach((text) -> connection.send(new WireMessage.Text(text)));
		for (String text : texts) {
			assertThat(peer.readMessage().equals(text)).isTrue();
		}
		connection.abort();
	}

	@Test
	void messageOfExactlyTheLimitPasses() throws Exception {
		open(transport().maxMessageSize(100_000), this.listener);
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		peer.writeText("x".repeat(100_000));
		assertThat(this.listener.nextText()).hasSize(100_000);
	}

	@ParameterizedTest
	@ValueSource(ints = { RawWebSocketServer.TEXT, RawWebSocketServer.BINARY })
	void messageOverTheLimitEndsTheConnectionWith1009(int opcode) throws Exception {
		open(transport().maxMessageSize(100_000), this.listener);
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
			try {
				peer.write(RawWebSocketServer.frame(opcode, true, new byte[100_001]));
				peer.writeText("never heard");
			}
			catch (IOException ex) {
				// The client need not wait for what follows its close frame.
			}
		});
		assertThat(peer.readFrame().closeCode()).isEqualTo(1009);
		writing.get(10, TimeUnit.SECONDS);
		assertThat(this.listener.nextClosed().code()).isEqualTo(1009);
		assertThat(peer.isClosedByClient()).isTrue();
		this.listener.assertOver();
	}

	@Test
	void endlessMessageIsCutOffAtTheLimit() throws Exception {
		open(transport().maxMessageSize(50_000).closeTimeout(Duration.ofMillis(300)), this.listener);
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
			try {
				peer.write(RawWebSocketServer.frame(RawWebSocketServer.TEXT, false, new byte[1000]));
				while (true) {
					peer.write(RawWebSocketServer.frame(RawWebSocketServer.CONTINUATION, false, new byte[1000]));
				}
			}
			catch (IOException ex) {
				// The client has closed the socket, although the peer never answered.
			}
		});
		assertThat(this.listener.nextClosed().code()).isEqualTo(1009);
		writing.get(2, TimeUnit.SECONDS);
		this.listener.assertOver();
	}

	@Test
	void fragmentsAreOneMessageWithPingsInBetween() throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		byte[] bytes = "a€b\uD83D\uDE00c".getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < bytes.length; i++) {
			peer.write(RawWebSocketServer.frame((i == 0) ? RawWebSocketServer.TEXT : RawWebSocketServer.CONTINUATION,
					i == bytes.length - 1, new byte[] { bytes[i] }));
			peer.write(RawWebSocketServer.frame(RawWebSocketServer.PING, true, new byte[] { (byte) i }));
		}
		for (int i = 0; i < bytes.length; i++) {
			RawFrame pong = peer.readFrame();
			assertThat(pong.opcode()).isEqualTo(RawWebSocketServer.PONG);
			assertThat(pong.payload()).containsExactly(i);
		}
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.BINARY, false, new byte[] { 1 }));
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.CONTINUATION, false, new byte[0]));
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.CONTINUATION, true, new byte[] { 2 }));
		peer.writeText("");
		assertThat(this.listener.nextText()).isEqualTo("a€b\uD83D\uDE00c");
		assertThat(this.listener.nextBytes()).containsExactly(1, 2);
		assertThat(this.listener.nextText()).isEmpty();
	}

	@Test
	void bytesMayComeOneByOne() throws Exception {
		open();
		Peer peer = this.server.accept();
		peer.readRequest();
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.write(peer.switchingProtocols());
		all.write(RawWebSocketServer.text("größe"));
		all.write(RawWebSocketServer.frame(RawWebSocketServer.BINARY, true, new byte[200]));
		all.write(RawWebSocketServer.closeFrame(1001));
		for (byte value : all.toByteArray()) {
			peer.write(new byte[] { value });
		}
		this.listener.awaitOpened();
		assertThat(this.listener.nextText()).isEqualTo("größe");
		assertThat(this.listener.nextBytes()).hasSize(200);
		assertThat(this.listener.nextClosed().code()).isEqualTo(1001);
		this.listener.assertOver();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1008, 1011, 1012, 1013, 4000, 4999 })
	void closeCodeOfTheServerIsHeardAndAnswered(int code) throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		peer.write(RawWebSocketServer.closeFrame(code));
		assertThat(this.listener.nextClosed()).isEqualTo(new CloseStatus(code, ""));
		assertThat(peer.readFrame().opcode()).isEqualTo(RawWebSocketServer.CLOSE);
		assertThat(peer.isClosedByClient()).isTrue();
		assertThat(connection.send(new WireMessage.Text("late"))).isFalse();
		connection.close(CloseStatus.NORMAL);
		connection.abort();
		this.listener.assertOver();
	}

	@Test
	void closeReasonOfTheServerIsHeard() throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.PING, true, new byte[] { 3, -12 }));
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.CLOSE, true,
				new byte[] { 3, (byte) 0xf5, 'l', 'a', 't', 'e', 'r' }));
		assertThat(this.listener.nextClosed()).isEqualTo(new CloseStatus(1013, "later"));
		this.listener.assertOver();
	}

	@Test
	void brokenFrameOfTheServerIs1002WithTheContainersReason() throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		// 1012, but in a ping; then a close frame that is longer than any may be
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.PING, true, new byte[] { 3, -12 }));
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.CLOSE, true, new byte[126]));
		CloseStatus status = this.listener.nextClosed();
		assertThat(status.code()).isEqualTo(1002);
		assertThat(status.reason()).isNotEmpty();
		this.listener.assertOver();
	}

	@Test
	void textThatIsNotUtf8Is1007() throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.TEXT, true, new byte[] { 'a', (byte) 0xc3, 'b' }));
		assertThat(peer.readFrame().closeCode()).isEqualTo(1007);
		assertThat(this.listener.nextClosed().code()).isEqualTo(1007);
		assertThat(peer.isClosedByClient()).isTrue();
		this.listener.assertOver();
	}

	@Test
	void closeFrameWithoutCodeIs1005() throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		peer.write(RawWebSocketServer.frame(RawWebSocketServer.CLOSE, true, new byte[0]));
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.NO_STATUS);
		this.listener.assertOver();
	}

	@Test
	void endOfTheStreamIs1006() throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		peer.writeText("last");
		peer.close();
		assertThat(this.listener.nextText()).isEqualTo("last");
		assertThat(this.listener.nextClosed().code()).isEqualTo(1006);
		this.listener.assertOver();
	}

	@Test
	void resetIs1006() throws Exception {
		open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		peer.reset();
		assertThat(this.listener.nextClosed().code()).isEqualTo(1006);
		this.listener.assertOver();
	}

	@Test
	void closeIsHeardWhenThePeerHasAnswered() throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		connection.send(new WireMessage.Text("before"));
		connection.close(new CloseStatus(1000, "bye"));
		assertThat(connection.send(new WireMessage.Text("after"))).isFalse();
		assertThat(peer.readMessage()).isEqualTo("before");
		RawFrame close = peer.readFrame();
		assertThat(close.opcode()).isEqualTo(RawWebSocketServer.CLOSE);
		assertThat(close.closeCode()).isEqualTo(1000);
		assertThat(this.listener.isEnded()).isFalse();
		peer.write(RawWebSocketServer.closeFrame(1000));
		assertThat(this.listener.nextClosed().code()).isEqualTo(1000);
		assertThat(peer.isClosedByClient()).isTrue();
		this.listener.assertOver();
	}

	@Test
	void unansweredCloseEndsAfterTheCloseTimeout() throws Exception {
		TransportConnection connection = open(transport().closeTimeout(Duration.ofMillis(300)), this.listener);
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		long start = System.nanoTime();
		connection.close(CloseStatus.NORMAL);
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(290),
				Duration.ofMillis(1500));
		assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
		assertThat(peer.isClosedByClient()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
		this.listener.assertOver();
	}

	@Test
	void abortClosesTheSocketAtOnce() throws Exception {
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		long start = System.nanoTime();
		connection.abort();
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(peer.isClosedByClient()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		this.listener.assertOver();
	}

	@Test
	void abortCutsAnUnansweredCloseShort() throws Exception {
		TransportConnection connection = open(transport().closeTimeout(Duration.ofSeconds(30)), this.listener);
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		connection.close(CloseStatus.NORMAL);
		assertThat(peer.readFrame().closeCode()).isEqualTo(1000);
		connection.abort();
		assertThat(this.listener.nextClosed()).isEqualTo(CloseStatus.ABNORMAL);
		assertThat(peer.isClosedByClient()).isTrue();
		this.listener.assertOver();
	}

	@Test
	void pingsAreAnsweredBetweenMessagesAndNeverInTheMiddleOfOne() throws Exception {
		int pings = 200;
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		AtomicBoolean answered = new AtomicBoolean();
		CompletableFuture<Integer> sending = CompletableFuture.supplyAsync(() -> {
			int sent = 0;
			while (!answered.get()) {
				if (connection.send(new WireMessage.Text(sent + ":" + "x".repeat(sent % 50 * 1000)))) {
					sent++;
				}
			}
			while (!connection.send(new WireMessage.Text("end"))) {
				Thread.onSpinWait();
			}
			return sent;
		}, (task) -> new Thread(task).start());
		CompletableFuture<Void> pinging = CompletableFuture.runAsync(() -> {
			try {
				for (int i = 0; i < pings; i++) {
					peer.write(RawWebSocketServer.frame(RawWebSocketServer.PING, true, new byte[] { (byte) i }));
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task).start());
		int pongs = 0;
		int read = 0;
		for (RawFrame frame = peer.readFrame(); !frame.text().equals("end"); frame = peer.readFrame()) {
			if (frame.opcode() == RawWebSocketServer.PONG) {
				assertThat(frame.payload()).containsExactly(pongs++);
				answered.set(pongs == pings);
			}
			else {
				assertThat(frame.text().equals(read + ":" + "x".repeat(read % 50 * 1000))).isTrue();
				read++;
			}
		}
		pinging.get(10, TimeUnit.SECONDS);
		assertThat(read).isEqualTo(sending.get(10, TimeUnit.SECONDS));
		assertThat(pongs).isEqualTo(pings);
		connection.abort();
	}

	@Test
	void messagesOfManyThreadsAllArriveInTheOrderOfEachThread() throws Exception {
		int threads = 8;
		int each = 1250;
		TransportConnection connection = open();
		Peer peer = this.server.acceptOpen();
		this.listener.awaitOpened();
		List<CompletableFuture<Void>> senders = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			int sender = thread;
			senders.add(CompletableFuture.runAsync(() -> {
				for (int i = 0; i < each; i++) {
					String text = sender + ":" + i + ":" + "x".repeat(i % 300);
					while (!connection.send(new WireMessage.Text(text))) {
						Thread.onSpinWait();
					}
				}
			}, (task) -> new Thread(task).start()));
		}
		int[] next = new int[threads];
		for (int i = 0; i < threads * each; i++) {
			String[] parts = peer.readMessage().split(":", 3);
			int sender = Integer.parseInt(parts[0]);
			assertThat(Integer.parseInt(parts[1])).isEqualTo(next[sender]++);
			assertThat(parts[2]).isEqualTo("x".repeat(Integer.parseInt(parts[1]) % 300));
		}
		for (CompletableFuture<Void> sender : senders) {
			sender.get(10, TimeUnit.SECONDS);
		}
		connection.close(CloseStatus.NORMAL);
		assertThat(peer.readFrame().opcode()).isEqualTo(RawWebSocketServer.CLOSE);
	}

}
