package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody reads who is woken by it.
 */
@ExtendWith(OutputCaptureExtension.class)
class PhoenixClientLogTests {

	private static final DisconnectReason RESET = new DisconnectReason(DisconnectReason.Kind.CLOSED, 1006, "reset");

	private static final DisconnectReason REFUSED = new DisconnectReason(DisconnectReason.Kind.REFUSED, 503,
			"refused with 503");

	private static final DisconnectReason UNREACHABLE = new DisconnectReason(DisconnectReason.Kind.FAILED, null,
			"not reachable");

	private final FakePhoenixClient client = new FakePhoenixClient("default");

	private final PhoenixClientLog log = new PhoenixClientLog(this.client);

	private static List<String> lines(CapturedOutput output) {
		return output.toString()
			.lines()
			.filter((line) -> line.contains("Phoenix client '") && !line.contains("DEBUG"))
			.map((line) -> line.replaceFirst("^.*?(INFO|WARN|ERROR).*Phoenix client 'default': ", "$1 "))
			.toList();
	}

	private Instant in(long millis) {
		return this.client.now().plusMillis(millis);
	}

	@Test
	void breakAndRecoveryAreOneLineEach(CapturedOutput output) {
		this.log.accept(new Notice.ConnectionOpened(1, false, 0));
		this.log.accept(new Notice.ConnectionLost(1, RESET, in(100)));
		this.client.advance(Duration.ofMillis(3200));
		this.client.status(new ClientStatus(
				List.of(new ConnectionStatus(1, ConnectionState.OPEN, Instant.EPOCH, 2, 0, 0, null, null, null)),
				List.of()));
		this.log.accept(new Notice.ConnectionOpened(1, true, 1));
		assertThat(lines(output)).containsExactly("INFO connected to ws://localhost:4000/socket/websocket",
				"WARN connection lost, reset; next attempt in 0.1 s", "INFO reconnected after 3.2 s, 2 topics");
	}

	@Test
	void failuresThatRepeatAreLoggedEverMoreRarely(CapturedOutput output) {
		for (int attempt = 1; attempt <= 720; attempt++) {
			this.log.accept(new Notice.ConnectFailed(1, UNREACHABLE, attempt, in(5000)));
			this.client.advance(Duration.ofSeconds(5));
		}
		assertThat(lines(output)).hasSizeBetween(7, 12);
		assertThat(lines(output)).first()
			.isEqualTo("WARN cannot connect to ws://localhost:4000/socket/websocket, not reachable"
					+ " (attempt 1 since 0.0 s); next attempt in 5.0 s");
		assertThat(lines(output)).element(1).asString().contains("(attempt 7 since 30.0 s)");
		assertThat(lines(output)).element(2).asString().contains("(attempt 19 since 90.0 s)");
	}

	@Test
	void newReasonIsLoggedAtOnce(CapturedOutput output) {
		this.log.accept(new Notice.ConnectFailed(1, UNREACHABLE, 1, in(100)));
		this.log.accept(new Notice.ConnectFailed(1, UNREACHABLE, 2, in(100)));
		this.log.accept(new Notice.ConnectFailed(1, REFUSED, 3, in(100)));
		this.log.accept(new Notice.ConnectFailed(1, REFUSED, 4, in(100)));
		assertThat(lines(output)).satisfiesExactly((line) -> assertThat(line).contains("not reachable (attempt 1"),
				(line) -> assertThat(line).contains("refused with 503 (attempt 3"));
	}

	@Test
	void givingUpSaysWhatToDo(CapturedOutput output) {
		this.log.accept(new Notice.ConnectFailed(1, UNREACHABLE, 1, in(100)));
		this.log.accept(new Notice.ConnectFailed(1, UNREACHABLE, 2, null));
		assertThat(lines(output)).last()
			.asString()
			.endsWith("it is not tried again before the application calls PhoenixClient.connect");
	}

	@Test
	void furtherConnectionIsNamed(CapturedOutput output) {
		this.log.accept(new Notice.ConnectionLost(2, RESET, in(100)));
		assertThat(lines(output)).containsExactly("WARN connection 2: connection lost, reset; next attempt in 0.1 s");
	}

	@Test
	void rejectedJoinIsToldOnceAndWhenItIsFinal(CapturedOutput output) {
		Reply reply = new Reply("error", Payload.json("{\"reason\":\"unauthorized\"}"));
		for (int attempt = 0; attempt < 5; attempt++) {
			this.log.accept(new Notice.JoinRejected("room:a", reply, in(1000)));
		}
		this.log.accept(new Notice.JoinRejected("room:a", reply, null));
		assertThat(lines(output)).satisfiesExactly(
				(line) -> assertThat(line).isEqualTo(
						"WARN join of topic 'room:a' rejected by the server (unauthorized);" + " next join in 1.0 s"),
				(line) -> assertThat(line).contains("it is not tried again. Check the topic, its join params"));
	}

	@Test
	void troubleOfATopicIsToldOnceUntilItIsJoined(CapturedOutput output) {
		this.log.accept(new Notice.ChannelErrored("room:a", "the channel crashed", in(1000)));
		this.log.accept(new Notice.ChannelErrored("room:a", "the channel crashed", in(2000)));
		Reply ok = new Reply("ok", Payload.EMPTY);
		this.log.accept(new Notice.ChannelJoined("room:a", 1, ok, true));
		this.log.accept(new Notice.ChannelJoined("room:b", 1, ok, false));
		this.log.accept(new Notice.ChannelErrored("room:a", "the channel crashed", in(1000)));
		assertThat(lines(output)).containsExactly("WARN topic 'room:a': the channel crashed; next join in 1.0 s",
				"INFO topic 'room:a' is joined now", "WARN topic 'room:a': the channel crashed; next join in 1.0 s");
	}

	@Test
	void joinThatCanNeverBeSentIsToldAlsoAfterOtherTrouble(CapturedOutput output) {
		this.log.accept(new Notice.ChannelErrored("room:a", "the channel crashed", in(1000)));
		this.log.accept(new Notice.ChannelErrored("room:a", "the join cannot be sent: no bytes", null));
		assertThat(lines(output)).containsExactly("WARN topic 'room:a': the channel crashed; next join in 1.0 s",
				"WARN topic 'room:a': the join cannot be sent: no bytes; it is not tried again before the"
						+ " application joins with other params");
	}

	@Test
	void channelThatTheServerClosedIsToldAndOneThatWasLeftIsNot(CapturedOutput output) {
		this.log.accept(new Notice.ChannelClosed("room:a", true));
		this.log.accept(new Notice.ChannelClosed("room:b", false));
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("topic 'room:a' was closed by the server", "join.rejoin-after-close");
	}

	@Test
	void dropsAreCountedAndLoggedRarely(CapturedOutput output) {
		for (int message = 0; message < 100; message++) {
			this.log.accept(new Notice.MessageDropped("room:a", "shout"));
		}
		this.client.advance(Duration.ofSeconds(31));
		this.log.accept(new Notice.MessageDropped("room:a", "shout"));
		assertThat(lines(output))
			.satisfiesExactly((line) -> assertThat(line).contains("message 'shout' of topic 'room:a' dropped")
				.doesNotContain("more since"), (line) -> assertThat(line).contains("; 99 more since"));
	}

	@Test
	void floodOfUnreadableFramesIsLoggedRarely(CapturedOutput output) {
		for (int frame = 0; frame < 10_000; frame++) {
			this.log.accept(new Notice.FrameUnreadable(1, "Expected '[' at character 0"));
		}
		assertThat(lines(output)).containsExactly("WARN a message of the server is ignored, as it is no frame of the"
				+ " protocol: Expected '[' at character 0");
	}

	@Test
	void wordsOfTheServerCannotForgeALineNorFillTheLog(CapturedOutput output) {
		String words = "\\nINFO forged" + "x".repeat(1_000_000);
		Reply reply = new Reply("error", Payload.json("{\"reason\":\"" + words + "\"}"));
		this.log.accept(new Notice.JoinRejected("room:a", reply, in(1000)));
		this.log.accept(new Notice.MessageDropped("room:a", "\nINFO forged" + words));
		assertThat(lines(output)).hasSize(2)
			.allMatch((line) -> line.length() < 700 && line.contains("\\u000aINFO forged"));
		assertThat(output.toString().lines()).noneMatch((line) -> line.startsWith("INFO forged"));
	}

	@Test
	void failureOfAHandlerIsNotLoggedHereAsTheClientLogsIt(CapturedOutput output) {
		this.log.accept(new Notice.HandlerFailed("room:a", "shout", new IllegalStateException()));
		this.log.accept(new Notice.HeartbeatAnswered(1, Duration.ofMillis(3)));
		assertThat(lines(output)).isEmpty();
	}

}
