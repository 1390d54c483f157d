package io.phoenixchannels.test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a test can make the server do wrong.
 */
class FaultTests {

	private static final String TARGET = "/socket/websocket?vsn=2.0.0";

	private static final String HEARTBEAT = "[null,\"9\",\"phoenix\",\"heartbeat\",{}]";

	private static final String HEARTBEAT_REPLY = "[null,\"9\",\"phoenix\",\"phx_reply\","
			+ "{\"response\":{},\"status\":\"ok\"}]";

	private final CountDownLatch joining = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.maxChannels(2)
		.channel("room:*",
				(channel) -> channel.onJoin((join) -> join.ok("in"))
					.on("echo", (push) -> push.ok(push.body()))
					.on("slow", (push) -> {
						this.gate.await();
						push.ok("slow");
					}))
		.channel("slow:*", (channel) -> channel.onJoin((join) -> {
			this.joining.countDown();
			this.gate.await();
		}))
		.start();

	private final CountDownLatch secondGate = new CountDownLatch(1);

	private RawWebSocket client;

	@BeforeEach
	void connect() throws Exception {
		this.client = new RawWebSocket(this.server.port(), TARGET);
	}

	@AfterEach
	void stop() throws Exception {
		this.gate.countDown();
		this.secondGate.countDown();
		this.client.close();
		this.server.close();
	}

	private void join(String ref, String topic) throws Exception {
		this.client.text("[\"%s\",\"%s\",\"%s\",\"phx_join\",{}]".formatted(ref, ref, topic));
	}

	private void joined() throws Exception {
		join("1", "room:a");
		assertThat(this.client.nextText())
			.isEqualTo("[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"response\":\"in\",\"status\":\"ok\"}]");
	}

	@Test
	void killEndsWithoutCloseFrame() throws Exception {
		joined();
		this.server.kill();
		assertThat(this.client.next().code()).isEqualTo(1006);
		assertThat(this.client.wasReset()).isTrue();
		this.server.awaitConnections(0);
		assertThat(this.server.channels()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1011, 1013, 4444, 999, 5000 })
	void closesWithAnyCode(int code) throws Exception {
		this.server.awaitConnections(1);
		this.server.close(code);
		assertThat(this.client.next()).hasToString("close " + code);
		this.server.awaitConnections(0);
	}

	@Test
	void closesWithoutCode() throws Exception {
		this.server.awaitConnections(1);
		this.server.close(1005);
		assertThat(this.client.next().data()).isEmpty();
	}

	@Test
	void drainClosesWith1012() throws Exception {
		this.server.awaitConnections(1);
		this.server.drain();
		assertThat(this.client.next()).hasToString("close 1012");
	}

	@Test
	void closeGoesOutAfterWhatWasSentBefore() throws Exception {
		joined();
		this.server.broadcast("room:a", "last", Map.of());
		this.server.close(1000);
		assertThat(this.client.nextText()).isEqualTo("[null,null,\"room:a\",\"last\",{}]");
		assertThat(this.client.next()).hasToString("close 1000");
	}

	@Test
	void silentServerReadsAndNeitherAnswersNorCloses() throws Exception {
		joined();
		this.server.goSilent();
		this.client.text(HEARTBEAT);
		join("2", "room:b");
		this.client.ping();
		this.server.awaitFrame((frame) -> frame.kind() == LoggedFrame.Kind.PING, Duration.ofSeconds(5));
		this.server.broadcast("room:a", "lost", Map.of());
		assertThat(this.client.isQuiet(100)).isTrue();
		assertThat(this.server.frames().toClient()).hasSize(1);

		this.server.speakAgain();
		this.client.text(HEARTBEAT);
		assertThat(this.client.nextText()).isEqualTo(HEARTBEAT_REPLY);
		assertThat(this.server.channels("room:b")).isEmpty();

		this.server.goSilent();
		this.client.closeFrame(1000, "");
		this.server.awaitFrame((frame) -> frame.kind() == LoggedFrame.Kind.CLOSE, Duration.ofSeconds(5));
		assertThat(this.client.isQuiet(100)).isTrue();
		assertThat(this.server.connections()).hasSize(1);
	}

	@Test
	void silentServerLeavesHandshakesUnanswered() throws Exception {
		this.server.goSilent();
		Thread connecting = new Thread(() -> {
			try {
				new RawWebSocket(this.server.port(), TARGET).close();
			}
			catch (Exception ex) {
				// The connection ends with the server.
			}
		});
		connecting.setDaemon(true);
		connecting.start();
		Awaitility.await().until(() -> this.server.handshakes().size() == 2);
		connecting.join(100);
		assertThat(connecting.isAlive()).isTrue();
	}

	@Test
	void refusesConnectionsUntilTold() throws Exception {
		this.server.refuseConnections(503);
		try (RawWebSocket refused = new RawWebSocket(this.server.port(), TARGET + "&token=secret")) {
			assertThat(refused.answer().status()).isEqualTo(503);
			assertThat(refused.answer().body()).isEmpty();
		}
		this.server.acceptConnections();
		try (RawWebSocket accepted = new RawWebSocket(this.server.port(), TARGET)) {
			assertThat(accepted.answer().status()).isEqualTo(101);
		}
		assertThat(this.server.connectionsOpened()).isEqualTo(2);
		assertThat(this.server.handshakes()).hasSize(3);
		HandshakeRequest refused = this.server.handshakes().get(1);
		assertThat(refused.path()).isEqualTo("/socket/websocket");
		assertThat(refused.param("token")).isEqualTo("secret");
		assertThat(refused.header("Upgrade")).isEqualTo("websocket");
		assertThat(refused).asString().doesNotContain("secret");
	}

	@Test
	void refusesJoinsUntilTold() throws Exception {
		this.server.refuseJoins("room:*", Map.of("reason", "maintenance"));
		join("1", "room:a");
		assertThat(this.client.nextText()).isEqualTo(
				"[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"response\":{\"reason\":\"maintenance\"},\"status\":\"error\"}]");
		this.server.acceptJoins();
		joined();
	}

	@Test
	void refusesMoreChannelsThanAllowed() throws Exception {
		joined();
		join("2", "room:b");
		this.client.nextText();
		join("3", "room:c");
		assertThat(this.client.nextText()).contains("too many channels joined");
		assertThat(this.server.channels()).extracting(ServerChannel::topic)
			.containsExactlyInAnyOrder("room:a", "room:b");
	}

	@Test
	void forgottenChannelIsUnmatched() throws Exception {
		joined();
		assertThat(this.server.forgetChannel("room:a")).isEqualTo(1);
		this.client.text("[\"1\",\"2\",\"room:a\",\"echo\",{}]");
		assertThat(this.client.nextText()).isEqualTo("[null,\"2\",\"room:a\",\"phx_reply\","
				+ "{\"response\":{\"reason\":\"unmatched topic\"},\"status\":\"error\"}]");
		assertThat(this.server.channels("room:a")).isEmpty();
	}

	@Test
	void crashedAndClosedChannelsTellTheClient() throws Exception {
		joined();
		assertThat(this.server.crashChannel("room:a")).isEqualTo(1);
		assertThat(this.client.nextText())
			.isEqualTo("[\"1\",\"1\",\"room:a\",\"phx_error\",{\"reason\":\"channel_crash\"}]");
		joined();
		assertThat(this.server.closeChannel("room:a")).isEqualTo(1);
		assertThat(this.client.nextText()).isEqualTo("[\"1\",\"1\",\"room:a\",\"phx_close\",{}]");
		assertThat(this.server.closeChannel("room:a")).isZero();
	}

	@Test
	void slowJoinBlocksTheWholeSocket() throws Exception {
		joined();
		join("2", "slow:a");
		assertThat(this.joining.await(5, TimeUnit.SECONDS)).isTrue();
		this.client.text(HEARTBEAT);
		this.server.broadcast("room:a", "news", Map.of());
		assertThat(this.client.isQuiet(100)).isTrue();
		this.gate.countDown();
		assertThat(this.client.nextText()).startsWith("[\"2\",\"2\",\"slow:a\",\"phx_reply\"");
		assertThat(this.client.nextText()).isIn(HEARTBEAT_REPLY, "[null,null,\"room:a\",\"news\",{}]");
	}

	@Test
	void whatWasAnsweredBeforeASlowJoinDoesNotWaitForIt() throws Exception {
		this.server.channel("slower:*", (channel) -> channel.onJoin((join) -> this.secondGate.await()));
		join("1", "slow:a");
		this.client.text(HEARTBEAT);
		join("2", "slower:a");
		this.server.awaitJoin("slower:a");
		this.gate.countDown();
		assertThat(this.client.nextText()).startsWith("[\"1\",\"1\",\"slow:a\",\"phx_reply\"");
		assertThat(this.client.nextText()).isEqualTo(HEARTBEAT_REPLY);
		assertThat(this.client.isQuiet(50)).isTrue();
	}

	@Test
	void slowPushBlocksItsChannelOnly() throws Exception {
		joined();
		this.client.text("[\"1\",\"2\",\"room:a\",\"slow\",{}]");
		this.client.text("[\"1\",\"3\",\"room:a\",\"echo\",{}]");
		this.client.text(HEARTBEAT);
		assertThat(this.client.nextText()).isEqualTo(HEARTBEAT_REPLY);
		assertThat(this.client.isQuiet(50)).isTrue();
		this.gate.countDown();
		assertThat(this.client.nextText()).startsWith("[\"1\",\"2\",");
		assertThat(this.client.nextText()).startsWith("[\"1\",\"3\",");
	}

	@Test
	void stoppedReadingPushesBack() throws Exception {
		joined();
		this.server.stopReading();
		this.server.frames().clear();
		Thread writer = new Thread(() -> {
			try {
				for (int i = 0; i < 100; i++) {
					this.client.text("[\"1\",\"2\",\"room:a\",\"noise\",\"%s\"]".formatted("x".repeat(200_000)));
				}
				this.client.text(HEARTBEAT);
			}
			catch (Exception ex) {
				// The test has ended.
			}
		});
		writer.setDaemon(true);
		writer.start();
		writer.join(200);
		assertThat(writer.isAlive()).as("blocked in its write").isTrue();
		// Reading may have been under way when it was stopped.
		assertThat(this.server.frames().fromClient()).hasSizeLessThan(20);

		this.server.resumeReading();
		this.server.awaitFrame((frame) -> frame.isFromClient() && frame.isEvent("heartbeat"), Duration.ofSeconds(20));
	}

	@Test
	void unansweredCloseKeepsTheConnection() throws Exception {
		joined();
		this.server.neverAnswerClose();
		this.client.closeFrame(1000, "");
		assertThat(this.client.isQuiet(100)).isTrue();
		assertThat(this.server.connections()).hasSize(1);
	}

	@Test
	void sendsRawFrames() throws Exception {
		joined();
		ServerConnection connection = this.server.connections().get(0);
		this.server.sendRaw(connection, "{oops");
		this.server.sendRaw(connection, new byte[] { 9 });
		connection.sendRawText(new byte[] { (byte) 0xff });
		assertThat(this.client.nextText()).isEqualTo("{oops");
		assertThat(this.client.next().data()).containsExactly(9);
		assertThat(this.client.next().data()).containsExactly(0xff);
		assertThat(this.server.frames().toClient().get(1).topic()).isNull();
	}

	@Test
	void restartsOnTheSamePort() throws Exception {
		joined();
		int port = this.server.port();
		this.server.stop();
		assertThat(this.client.next()).hasToString("close 1012");
		assertThat(this.server.isRunning()).isFalse();
		this.server.start();
		assertThat(this.server.port()).isEqualTo(port);
		this.client = new RawWebSocket(port, TARGET);
		joined();
		assertThat(this.server.connections()).extracting(ServerConnection::id).containsExactly("c2");
	}

	@Test
	void stopsAbruptly() throws Exception {
		joined();
		this.server.stopAbruptly();
		assertThat(this.client.next().code()).isEqualTo(1006);
		this.server.start();
	}

}
