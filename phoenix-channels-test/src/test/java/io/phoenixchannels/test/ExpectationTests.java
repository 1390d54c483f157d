package io.phoenixchannels.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a test awaits of the application.
 */
class ExpectationTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.patience(SHORT)
		.channel("room:*", (channel) -> channel.onAny((push) -> push.noreply()))
		.start();

	private RawWebSocket client;

	@BeforeEach
	void connect() throws Exception {
		this.client = new RawWebSocket(this.server.port(), "/socket/websocket?vsn=2.0.0");
	}

	@AfterEach
	void stop() throws Exception {
		this.client.close();
		this.server.close();
	}

	private void join(RawWebSocket client) throws Exception {
		client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{\"token\":\"secret\"}]");
		assertThat(client.nextText())
			.isEqualTo("[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]");
	}

	private void shout(String body) throws Exception {
		this.client.text("[\"1\",\"2\",\"room:a\",\"shout\",{\"body\":\"%s\"}]".formatted(body));
	}

	@Test
	void pushIsAwaitedAsItsType() throws Exception {
		join(this.client);
		shout("hello");
		assertThat(this.server.awaitPush("room:a", "shout", Shout.class)).isEqualTo(new Shout("hello"));
	}

	@Test
	void binaryPushIsAwaitedAsBytes() throws Exception {
		join(this.client);
		this.client.binary(new byte[] { 0, 1, 1, 6, 4, '1', '5', 'r', 'o', 'o', 'm', ':', 'a', 'e', 'c', 'h', 'o', 7 });
		assertThat(this.server.awaitPush("room:a", "echo", byte[].class)).containsExactly(7);
	}

	@Test
	void severalPushesComeInOrder() throws Exception {
		join(this.client);
		shout("one");
		this.client.text("[\"1\",\"2\",\"room:a\",\"whisper\",{}]");
		shout("two");
		shout("three");
		assertThat(this.server.awaitPushes(2, "room:a", "shout", Shout.class)).containsExactly(new Shout("one"),
				new Shout("two"));
	}

	@Test
	void missingPushIsNamedWithTheTailOfTheLog() throws Exception {
		join(this.client);
		shout("hidden");
		this.server.awaitPush("room:a", "shout");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.server.awaitPushes(2, "room:a", "shout", Shout.class))
			.withMessage(String.join(System.lineSeparator(),
					"Expected 2 pushes of 'shout' on 'room:a' within PT0.05S but got 1; the log holds 3 frame(s)",
					"  c1 > [\"1\",\"1\",\"room:a\",\"phx_join\"]", "  c1 < [\"1\",\"1\",\"room:a\",\"phx_reply\"] ok",
					"  c1 > [\"1\",\"2\",\"room:a\",\"shout\"]"));
	}

	@Test
	void unwantedPushFailsAtOnce() throws Exception {
		join(this.client);
		CompletableFuture<Void> expectation = CompletableFuture
			.runAsync(() -> this.server.expectNoPush("room:a", "shout", Duration.ofMinutes(1)));
		shout("hidden");
		assertThat(expectation).failsWithin(10, TimeUnit.SECONDS)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(AssertionError.class)
			.withMessageStartingWith("Expected no push of 'shout' on 'room:a' but got c1 > ")
			.withMessageNotContaining("hidden");
	}

	@Test
	void expectedSilenceLastsAsLongAsAsked() throws Exception {
		join(this.client);
		long start = System.nanoTime();
		this.server.expectNoPush("room:a", "shout", SHORT);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos() - 1_000_000);
	}

	@Test
	void joinedTopicIsFoundWithoutItsFrames() throws Exception {
		join(this.client);
		this.server.frames().clear();
		ServerChannel channel = this.server.awaitJoined("room:a");
		assertThat(channel.topic()).isEqualTo("room:a");
		assertThat(channel.joinRef().stringValue()).isEqualTo("1");
	}

	@Test
	void topicThatNobodyJoinedIsNamed() throws Exception {
		join(this.client);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.server.awaitJoined("room:b"))
			.withMessageStartingWith("Expected a client to be joined to 'room:b' within PT0.05S but none is;"
					+ " the log holds 2 frame(s)" + System.lineSeparator());
	}

	@Test
	void channelsThatAreToldToEndAreNotJoined() throws Exception {
		join(this.client);
		this.server.kill();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.server.awaitJoined("room:a"));
		try (RawWebSocket next = new RawWebSocket(this.server.port(), "/socket/websocket?vsn=2.0.0")) {
			join(next);
			this.server.crashChannel("room:a");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.server.awaitJoined("room:a"));
			assertThat(next.nextText()).contains("phx_error");
			join(next);
			this.server.drain();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.server.awaitJoined("room:a"));
		}
	}

	@Test
	void broadcastReachesWhoIsSeenToBeJoined() throws Exception {
		for (int i = 0; i < 50; i++) {
			String topic = "room:" + i;
			this.client.text("[\"1\",\"1\",\"%s\",\"phx_join\",{}]".formatted(topic));
			while (this.server.channels(topic).isEmpty()) {
				Thread.onSpinWait();
			}
			this.server.broadcast(topic, "news", null);
			assertThat(this.client.nextText()).contains("phx_reply");
			assertThat(this.client.nextText()).isEqualTo("[null,null,\"%s\",\"news\",{}]".formatted(topic));
			this.server.channels(topic).get(0).forget();
		}
	}

	@Test
	void patienceCannotBeNegative() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EmbeddedPhoenixServer.builder().patience(Duration.ofMillis(-1)));
	}

	record Shout(String body) {
	}

}
