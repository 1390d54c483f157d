package io.phoenixchannels.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FrameLogTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.frameLogCapacity(100)
		.channel("room:*", (channel) -> channel.on("echo", (push) -> push.ok(push.body())))
		.start();

	private RawWebSocket client;

	@BeforeEach
	void connect() throws Exception {
		this.client = new RawWebSocket(this.server.port(), "/socket/websocket?vsn=2.0.0");
		this.client.text("[\"1\",1,\"room:a\",\"phx_join\",{\"token\":\"secret\"}]");
		this.client.nextText();
	}

	@AfterEach
	void stop() throws Exception {
		this.client.close();
		this.server.close();
	}

	@Test
	void keepsBothDirectionsDecodedAndRaw() {
		LoggedFrame join = this.server.awaitJoin("room:a");
		assertThat(join.connection()).isSameAs(this.server.connections().get(0));
		assertThat(join.direction()).isEqualTo(LoggedFrame.Direction.FROM_CLIENT);
		assertThat(join.kind()).isEqualTo(LoggedFrame.Kind.TEXT);
		assertThat(join.joinRef().stringValue()).isEqualTo("1");
		assertThat(join.ref().intValue()).isEqualTo(1);
		assertThat(join.payload(Params.class)).isEqualTo(new Params("secret"));
		assertThat(join.text()).isEqualTo("[\"1\",1,\"room:a\",\"phx_join\",{\"token\":\"secret\"}]");

		LoggedFrame reply = this.server.awaitFrame(LoggedFrame::isToClient, SHORT);
		assertThat(reply.event()).isEqualTo("phx_reply");
		assertThat(reply.status()).isEqualTo("ok");
	}

	@Test
	void decodesBinaryFramesOfBothSides() throws Exception {
		this.client.binary(new byte[] { 0, 1, 1, 6, 4, '1', '5', 'r', 'o', 'o', 'm', ':', 'a', 'e', 'c', 'h', 'o', 7 });
		this.client.next();
		LoggedFrame push = this.server.awaitPush("room:a", "echo");
		assertThat(push.kind()).isEqualTo(LoggedFrame.Kind.BINARY);
		assertThat(push.ref().stringValue()).isEqualTo("5");
		assertThat(push.bytes()).containsExactly(7);
		LoggedFrame reply = this.server
			.awaitFrame((frame) -> frame.isToClient() && frame.kind() == LoggedFrame.Kind.BINARY, SHORT);
		assertThat(reply.status()).isEqualTo("ok");
		assertThat(reply.bytes()).containsExactly(7);
	}

	@Test
	void waitsForFramesToCome() throws Exception {
		CompletableFuture<LoggedFrame> awaited = CompletableFuture
			.supplyAsync(() -> this.server.awaitPush("room:a", "echo"));
		assertThat(awaited).isNotDone();
		this.client.text("[\"1\",\"2\",\"room:a\",\"echo\",{}]");
		assertThat(awaited.get(5, TimeUnit.SECONDS).ref().stringValue()).isEqualTo("2");
	}

	@Test
	void waitsForSeveral() throws Exception {
		for (int i = 2; i < 5; i++) {
			this.client.text("[\"1\",%d,\"room:a\",\"echo\",{}]".formatted(i));
		}
		assertThat(this.server.frames().await(3, (frame) -> frame.isEvent("echo"), Duration.ofSeconds(5)))
			.extracting((frame) -> frame.ref().intValue())
			.containsExactly(2, 3, 4);
	}

	@Test
	void failureNamesHeadsButNoPayload() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.server.awaitFrame((frame) -> frame.isEvent("never"), SHORT))
			.withMessageContaining("Expected 1 such frame(s) within PT0.05S but got 0; the log holds 2 frame(s)")
			.withMessageContaining("c1 > [\"1\",1,\"room:a\",\"phx_join\"]")
			.withMessageNotContaining("secret");
	}

	@Test
	void dropsTheOldestBeyondItsCapacity() throws Exception {
		for (int i = 0; i < 100; i++) {
			this.client.text("[\"1\",%d,\"room:a\",\"echo\",{}]".formatted(i));
			this.client.nextText();
		}
		assertThat(this.server.frames().all()).hasSize(100);
		assertThat(this.server.frames().count()).isEqualTo(202);
		assertThat(this.server.frames().all().get(0).ref().intValue()).isEqualTo(50);
		assertThat(this.server.frames().all().get(99).ref().intValue()).isEqualTo(99);
	}

	@Test
	void dropsTheOldestBeyondItsWeight() throws Exception {
		for (int i = 0; i < 40; i++) {
			this.client.text("[\"1\",%d,\"room:a\",\"echo\",\"%s\"]".formatted(i, "x".repeat(1_000_000)));
			this.client.nextText();
		}
		assertThat(this.server.frames().all()).hasSizeBetween(60, 67);
		assertThat(this.server.frames().all().get(0).ref().intValue()).isPositive();
	}

	@Test
	void clearedFramesAreNotFound() {
		this.server.frames().clear();
		assertThat(this.server.frames().all()).isEmpty();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.server.frames().await((frame) -> frame.isEvent("phx_join"), SHORT));
	}

	record Params(String token) {
	}

}
