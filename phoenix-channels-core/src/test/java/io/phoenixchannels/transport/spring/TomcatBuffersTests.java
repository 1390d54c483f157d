package io.phoenixchannels.transport.spring;

import java.io.ByteArrayOutputStream;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.spring.RawWebSocketServer.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a connection on Tomcat's container takes of the heap, and that nothing is lost
 * when that changes.
 */
@Tag("tomcat")
@Timeout(30)
class TomcatBuffersTests extends RawServerTestSupport {

	private final CountDownLatch flooded = new CountDownLatch(1);

	/** Reads on only when the flood waits for it. */
	private final RecordingListener waiting = new RecordingListener() {

		@Override
		void whenReceived(WireMessage message) {
			try {
				assertThat(TomcatBuffersTests.this.flooded.await(10, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	};

	private SpringWebSocketConnection connection;

	private Peer peer;

	@AfterEach
	void end() {
		this.connection.abort();
	}

	private void open(int readBufferSize, byte[] first) throws Exception {
		this.connection = (SpringWebSocketConnection) SpringWebSocketTransport.builder()
			.readBufferSize(readBufferSize)
			.build()
			.open(new ConnectRequest(this.server.uri("/socket/websocket"), Map.of(), List.of()), this.waiting);
		this.peer = this.server.accept();
		this.peer.readRequest();
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		answer.writeBytes(this.peer.switchingProtocols());
		answer.writeBytes(first);
		this.peer.write(answer.toByteArray());
		this.waiting.awaitOpened();
	}

	private Buffer buffer(String name) {
		Object session = ReflectionTestUtils.getField(this.connection, "session");
		Object frames = ReflectionTestUtils.getField(ReflectionTestUtils.getField(session, "session"), "wsFrame");
		return (Buffer) ReflectionTestUtils.getField(frames, name);
	}

	private void assertBuffers(int read, int bytes, int chars) {
		assertThat(List.of(buffer("response").capacity(), buffer("messageBufferBinary").capacity(),
				buffer("messageBufferText").capacity()))
			.containsExactly(read, bytes, chars);
	}

	private static List<String> texts(int count, int longest) {
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			texts.add(i + "é".repeat(i * 31 % longest));
		}
		return texts;
	}

	private static byte[] frames(List<String> texts) {
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		texts.forEach((text) -> frames.writeBytes(RawWebSocketServer.text(text)));
		return frames.toByteArray();
	}

	private void assertHeard(List<String> texts) throws InterruptedException {
		for (String text : texts) {
			assertThat(this.waiting.nextText().equals(text)).isTrue();
		}
	}

	@Test
	void quietConnectionHasSmallOnes() throws Exception {
		this.flooded.countDown();
		open(64 * 1024, new byte[0]);
		List<String> texts = texts(20, 500);
		for (String text : texts) {
			this.peer.writeText(text);
			assertThat(this.waiting.nextText()).isEqualTo(text);
		}
		assertBuffers(2048, 2048, 1024);
	}

	@Test
	void burstOfRepliesToAHundredJoinsLeavesThemSmall() throws Exception {
		open(64 * 1024, new byte[0]);
		List<String> texts = Collections.nCopies(100, "j".repeat(70));
		this.peer.write(frames(texts));
		this.flooded.countDown();
		assertHeard(texts);
		assertBuffers(2048, 2048, 1024);
	}

	@Test
	void floodIsReadInLargePieces() throws Exception {
		open(64 * 1024, new byte[0]);
		List<String> texts = texts(400, 1000);
		this.peer.write(frames(texts));
		this.flooded.countDown();
		assertHeard(texts);
		assertBuffers(64 * 1024, 8 * 1024, 1024);
	}

	@Test
	void noneIsLargerThanTheReadBufferSize() throws Exception {
		open(8 * 1024, new byte[0]);
		List<String> texts = texts(100, 10_000);
		this.peer.write(frames(texts));
		byte[] bytes = new byte[20_000];
		this.peer.write(RawWebSocketServer.frame(RawWebSocketServer.BINARY, true, bytes));
		this.peer.write(RawWebSocketServer.frame(RawWebSocketServer.BINARY, true, bytes));
		this.flooded.countDown();
		assertHeard(texts);
		assertThat(this.waiting.nextBytes()).isEqualTo(bytes);
		assertThat(this.waiting.nextBytes()).isEqualTo(bytes);
		assertBuffers(8 * 1024, 8 * 1024, 4 * 1024);
	}

	@Test
	void longMessagesComeInOnePieceFromTheSecondOn() throws Exception {
		this.flooded.countDown();
		open(64 * 1024, new byte[0]);
		String text = "é".repeat(4097);
		byte[] bytes = new byte[9000];
		for (int i = 0; i < 2; i++) {
			this.peer.writeText(text);
			assertThat(this.waiting.nextText()).isEqualTo(text);
			this.peer.write(RawWebSocketServer.frame(RawWebSocketServer.BINARY, true, bytes));
			assertThat(this.waiting.nextBytes()).isEqualTo(bytes);
		}
		assertThat(buffer("messageBufferBinary").capacity()).isEqualTo(16 * 1024);
		assertThat(buffer("messageBufferText").capacity()).isEqualTo(8 * 1024);
	}

	@Test
	void whatComesWithTheAnswerToTheHandshakeIsHeard() throws Exception {
		List<String> texts = texts(200, 200);
		open(64 * 1024, frames(texts));
		this.flooded.countDown();
		assertHeard(texts);
	}

	@Test
	void messageIsToldWithWhetherAnotherWholeOneHasCome() throws Exception {
		this.flooded.countDown();
		ByteArrayOutputStream together = new ByteArrayOutputStream();
		together.writeBytes(RawWebSocketServer.text("a"));
		together.writeBytes(RawWebSocketServer.text("b".repeat(9000)));
		together.writeBytes(RawWebSocketServer.frame(RawWebSocketServer.BINARY, true, new byte[300]));
		together.writeBytes(RawWebSocketServer.frame(RawWebSocketServer.PING, true, new byte[0]));
		together.writeBytes(RawWebSocketServer.text("before the parts"));
		together.writeBytes(RawWebSocketServer.frame(RawWebSocketServer.TEXT, false, new byte[] { 'o', 'n' }));
		together.writeBytes(RawWebSocketServer.frame(RawWebSocketServer.CONTINUATION, true, new byte[] { 'e' }));
		together.writeBytes(RawWebSocketServer.text("d"));
		byte[] last = RawWebSocketServer.text("e".repeat(200));
		together.write(last, 0, 150);
		open(64 * 1024, together.toByteArray());
		assertHeard(List.of("a", "b".repeat(9000)));
		assertThat(this.waiting.nextBytes()).hasSize(300);
		assertHeard(List.of("before the parts", "one", "d"));
		this.peer.write(Arrays.copyOfRange(last, 150, last.length));
		assertHeard(List.of("e".repeat(200)));
		assertThat(this.waiting.more()).containsExactly(true, true, false, false, true, false, false);
	}

}
