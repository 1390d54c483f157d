package io.phoenixchannels.test;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fresh start for the next test.
 */
class ResetTests {

	private static final String TARGET = "/socket/websocket?vsn=2.0.0";

	private static final String OK = "[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"response\":\"built\",\"status\":\"ok\"}]";

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.channel("room:*",
				(channel) -> channel.onJoin((join) -> join.ok("built"))
					.on("crash", (push) -> push.crash())
					.on("echo", (push) -> push.ok(push.body())))
		.start();

	private RawWebSocket client;

	@BeforeEach
	void connect() throws Exception {
		this.client = new RawWebSocket(this.server.port(), TARGET);
	}

	@AfterEach
	void stop() throws Exception {
		this.client.close();
		this.server.close();
	}

	private String join() throws Exception {
		this.client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
		return this.client.nextText();
	}

	@Test
	void connectionsAndChannelsStay() throws Exception {
		join();
		this.server.reset();
		this.client.text("[\"1\",\"2\",\"room:a\",\"echo\",\"hi\"]");
		assertThat(this.client.nextText())
			.isEqualTo("[\"1\",\"2\",\"room:a\",\"phx_reply\",{\"response\":\"hi\",\"status\":\"ok\"}]");
		assertThat(this.server.connectionsOpened()).isEqualTo(1);
	}

	@Test
	void framesAndScriptFailuresAreForgotten() throws Exception {
		join();
		this.client.text("[\"1\",\"2\",\"room:a\",\"unknown\",{}]");
		assertThat(this.client.nextText()).contains("phx_error");
		assertThat(this.server.scriptFailures()).hasSize(1);
		this.server.reset();
		assertThat(this.server.scriptFailures()).isEmpty();
		assertThat(this.server.frames().all()).isEmpty();
	}

	@Test
	void whatWasBuiltIsPlayedAgain() throws Exception {
		this.server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("replaced")));
		this.server.channel("other:*", (channel) -> {
		});
		this.server.onConnect((connect) -> connect.refuse(403));
		this.server.reset();
		assertThat(join()).isEqualTo(OK);
		this.client.text("[\"1\",\"1\",\"other:a\",\"phx_join\",{}]");
		assertThat(this.client.nextText()).contains("unmatched topic");
		try (RawWebSocket other = new RawWebSocket(this.server.port(), TARGET)) {
			assertThat(other.answer().status()).isEqualTo(101);
		}
	}

	@Test
	void scenarioOfAnyMomentIsPlayedAgain() throws Exception {
		this.server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("first")));
		Scenario scenario = this.server.scenario();
		this.server.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok("second")));
		assertThat(join()).contains("second");
		this.server.reset(scenario);
		assertThat(join()).contains("first");
	}

	@Test
	void refusalsEnd() throws Exception {
		this.server.refuseConnections(503);
		this.server.refuseJoins("room:*", Map.of("reason", "full"));
		assertThat(join()).contains("full");
		this.server.reset();
		assertThat(join()).isEqualTo(OK);
		try (RawWebSocket other = new RawWebSocket(this.server.port(), TARGET)) {
			assertThat(other.answer().status()).isEqualTo(101);
		}
	}

	@Test
	void silentConnectionIsResetSoThatItsClientComesBack() throws Exception {
		this.server.goSilent();
		this.server.reset();
		assertThat(this.client.next().code()).isEqualTo(1006);
		this.client.close();
		connect();
		assertThat(join()).isEqualTo(OK);
	}

	@Test
	void unansweredHandshakeEnds() throws Exception {
		this.server.goSilent();
		CompletableFuture<Integer> handshake = CompletableFuture.supplyAsync(() -> {
			try (RawWebSocket other = new RawWebSocket(this.server.port(), TARGET)) {
				return other.answer().status();
			}
			catch (EOFException ex) {
				return 0;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		Awaitility.await().until(() -> this.server.handshakes().size() == 2);
		assertThat(handshake).isNotDone();
		this.server.reset();
		assertThat(handshake.get(5, TimeUnit.SECONDS)).isZero();
	}

	@Test
	void connectionThatWasNotReadIsReadAgain() throws Exception {
		Awaitility.await().until(() -> this.server.connections().size() == 1);
		this.server.stopReading();
		this.client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
		this.server.reset();
		assertThat(this.client.nextText()).isEqualTo(OK);
	}

	@Test
	void closeFramesAreAnsweredAgain() throws Exception {
		Awaitility.await().until(() -> this.server.connections().size() == 1);
		this.server.neverAnswerClose();
		this.server.reset();
		this.client.closeFrame(1000, "");
		assertThat(this.client.next().code()).isEqualTo(1000);
	}

	@Test
	void stoppedServerStaysStopped() {
		this.server.stop();
		this.server.reset();
		assertThat(this.server.isRunning()).isFalse();
	}

}
