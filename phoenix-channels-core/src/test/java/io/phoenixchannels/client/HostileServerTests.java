package io.phoenixchannels.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.ServerConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * What a server may send to hurt, and what becomes of the connection: it stays, and so
 * does what works.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileServerTests extends ClientTestSupport {

	private static final Duration QUICKLY = Duration.ofSeconds(10);

	private final BlockingQueue<PhoenixMessage> heard = new LinkedBlockingQueue<>();

	private ServerConnection connection;

	@BeforeEach
	void joinRoom() {
		connected();
		joined("room:1").onMessage(this.heard::add);
		this.connection = this.server.connections().get(0);
	}

	private void push(String event, String payloadJson) {
		this.connection.sendRaw("[null,null,\"room:1\",\"" + event + "\"," + payloadJson + "]");
	}

	private PhoenixMessage nextHeard() throws InterruptedException {
		return next(this.heard);
	}

	private void assertStillThere() throws InterruptedException {
		push("alive", "{}");
		assertThat(nextHeard().event()).isEqualTo("alive");
		assertThat(this.server.connectionsOpened()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 501, 2_000_000 })
	void deeperNestingThanTheLimitIsAnUnreadableFrame(int depth) throws Exception {
		push("deep", "[".repeat(depth));
		assertThat(notice(Notice.FrameUnreadable.class).problem()).startsWith("Nested deeper than 500 levels");
		push("deep", "{\"a\":".repeat(depth));
		assertThat(notice(Notice.FrameUnreadable.class).problem()).startsWith("Nested deeper than 500 levels");
		assertStillThere();
	}

	@Test
	void nestingUpToTheLimitIsBound() throws Exception {
		push("deep", "[".repeat(500) + "]".repeat(500));
		assertThat(nextHeard().payload(JsonNode.class).isArray()).isTrue();
		assertStillThere();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e1000000000", "-1e1000000000", "1e-1000000000", "1e99999999999999999999" })
	void numberOfAnyExponentIsBoundOrRefusedQuickly(String number) throws Exception {
		push("number", number);
		PhoenixMessage message = nextHeard();
		assertTimeout(QUICKLY, () -> {
			for (Class<?> type : List.of(int.class, long.class, BigInteger.class, BigDecimal.class, double.class,
					Object.class, JsonNode.class)) {
				Throwable thrown = catchThrowable(() -> message.payload(type));
				assertThat(thrown == null || thrown instanceof PayloadConversionException).as(type + ": " + thrown)
					.isTrue();
			}
		});
		for (Class<?> type : List.of(int.class, long.class)) {
			if (!number.contains("e-")) {
				assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> message.payload(type));
			}
		}
		assertThat(message.payload(String.class)).isEqualTo(number);
		assertStillThere();
	}

	@Test
	void numberOfAMillionDigitsIsRefusedWhenItIsBound() throws Exception {
		push("number", "[" + "7".repeat(1_000_000) + "]");
		PhoenixMessage message = nextHeard();
		assertTimeout(QUICKLY, () -> {
			for (Class<?> type : List.of(int[].class, BigInteger[].class, BigDecimal[].class, double[].class,
					Object.class, JsonNode.class)) {
				assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> message.payload(type))
					.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300));
			}
		});
		assertStillThere();
	}

	@Test
	void stringOfTenMegabytesIsDelivered() throws Exception {
		String text = "x".repeat(10_000_000);
		push("long", "\"" + text + "\"");
		assertThat(nextHeard().payload(String.class).equals(text)).isTrue();
		assertStillThere();
	}

	@Test
	void lastOfTwoMembersWithOneNameCounts() throws Exception {
		push("twice", "{\"body\":\"first\",\"body\":\"last\"}");
		assertThat(nextHeard().payload(Shout.class)).isEqualTo(new Shout("last"));
	}

	@Test
	void halfASurrogatePairIsRefusedInTheEnvelopeAndBoundInAPayload() throws Exception {
		this.connection.sendRaw("[null,null,\"room:1\",\"\\ud83d\",{}]");
		assertThat(notice(Notice.FrameUnreadable.class).problem()).startsWith("Escape of half a surrogate pair");
		push("half", "\"\\ud83d\"");
		PhoenixMessage message = nextHeard();
		assertThat(message.payload(String.class)).hasSize(1);
		assertThat(this.client.channel("room:1").send("back", message.payload(String.class))).failsWithin(PATIENCE)
			.withThrowableThat()
			.withMessageContaining("Half a surrogate pair");
		assertStillThere();
	}

	@Test
	void namesWithControlCharactersAreNamesAndAreShownEscaped(CapturedOutput output) throws Exception {
		joined("room:\u0000\n1").onMessage((message) -> {
			this.heard.add(message);
			throw new IllegalStateException("of the handler");
		});
		this.connection
			.sendRaw("[null,null,\"room:\\u0000\\n1\",\"a\\r\\nINFO forged " + "x".repeat(2_000_000) + "\",{}]");
		PhoenixMessage message = nextHeard();
		assertThat(message.topic()).isEqualTo("room:\u0000\n1");
		assertThat(message.event()).startsWith("a\r\nINFO forged");
		assertThat(message.toString()).doesNotContain("\n").hasSizeLessThan(700);
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(output).contains("of the handler"));
		assertThat(output.getAll()).contains("a\\u000d\\u000aINFO forged").hasSizeLessThan(100_000);
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("INFO forged"));
		assertStillThere();
	}

	@Test
	void statusAndReasonOfMegabytesAreCutInMessages() throws Exception {
		this.server.channel("odd:*", (channel) -> channel.on("ask", (push) -> {
			String words = "\\n" + "y".repeat(1_000_000);
			this.connection.sendRaw("[" + push.joinRef() + "," + push.ref() + ",\"" + push.topic()
					+ "\",\"phx_reply\",{\"status\":\"" + words + "\",\"response\":{\"reason\":\"" + words + "\"}}]");
		}));
		PhoenixChannel channel = joined("odd:1");
		Throwable thrown = catchThrowable(() -> get(channel.push("ask", null, JsonNode.class)));
		assertThat(thrown).isInstanceOf(CompletionException.class).hasCauseInstanceOf(PushRejectedException.class);
		PushRejectedException rejected = (PushRejectedException) thrown.getCause();
		assertThat(rejected.getMessage()).hasSizeLessThan(1000).doesNotContain("\n");
		assertThat(rejected.reply().toString()).hasSizeLessThan(1000).doesNotContain("\n");
		assertThat(rejected.reply().reason()).hasSize(1_000_001);
		assertStillThere();
	}

	@Test
	void answerToAJoinMayBeEnormous() throws Exception {
		Map<String, Object> answer = Map.of("all", "z".repeat(8_000_000));
		this.server.channel("big:*", (channel) -> channel.onJoin((join) -> join.ok(answer)));
		PhoenixReply reply = get(this.client.channel("big:1").join());
		assertThat(reply.response(JsonNode.class).path("all").asString()).hasSize(8_000_000);
		assertThat(reply.toString()).hasSizeLessThan(100);
		assertStillThere();
	}

	@Test
	void floodOfUnreadableFramesHurtsNobody() throws Exception {
		for (int i = 0; i < 20_000; i++) {
			this.connection.sendRaw("[\"no frame\"");
		}
		assertStillThere();
		assertThat(this.client.counters().framesUnreadable()).isEqualTo(20_000);
	}

	@Test
	void floodOfRepliesThatNobodyAwaitsIsIgnored() throws Exception {
		for (int i = 0; i < 20_000; i++) {
			this.connection
				.sendRaw("[null,\"9" + i + "\",\"room:1\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
		}
		assertStillThere();
		assertThat(this.heard).isEmpty();
		assertThat(get(this.client.channel("room:1").push("echo", Map.of("a", 1))).status()).isEqualTo("ok");
	}

	@Test
	void messagesOfTopicsThatAreNotJoinedLeaveNothingBehind() throws Exception {
		this.client.onMessage(TopicPattern.parse("*"), this.heard::add);
		for (int i = 0; i < 100_000; i++) {
			this.connection.sendRaw("[null,null,\"stray:" + i + "\",\"shout\",{}]");
		}
		push("alive", "{}");
		assertThat(nextHeard().event()).isEqualTo("alive");
		assertThat(this.client.status().channels()).hasSize(1);
	}

	@Test
	void typesAreNeverChosenByAPayload() throws Exception {
		push("typed", "[\"java.util.concurrent.atomic.AtomicReference\",{\"@class\":\"java.io.File\"}]");
		assertThat(nextHeard().payload(Object.class))
			.isEqualTo(List.of("java.util.concurrent.atomic.AtomicReference", Map.of("@class", "java.io.File")));
		push("typed", "{\"body\":\"x\",\"@class\":\"java.io.File\"}");
		assertThat(nextHeard().payload(Shout.class)).isEqualTo(new Shout("x"));
	}

	@Test
	void theOwnMapperHasTheLimitsOfJackson() throws Exception {
		StreamReadConstraints limits = StreamReadConstraints.defaults();
		assertThat(limits.getMaxNestingDepth()).isEqualTo(500);
		assertThat(limits.getMaxStringLength()).isEqualTo(100_000_000);
		push("number", "7".repeat(1000));
		assertThat(nextHeard().payload(BigInteger.class).toString()).isEqualTo("7".repeat(1000));
		push("number", "7".repeat(1001));
		PhoenixMessage number = nextHeard();
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> number.payload(BigInteger.class));
		push("name", "{\"" + "n".repeat(50_000) + "\":1}");
		assertThat(nextHeard().payload(JsonNode.class).size()).isEqualTo(1);
		push("name", "{\"" + "n".repeat(50_001) + "\":1}");
		PhoenixMessage name = nextHeard();
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> name.payload(JsonNode.class));
		assertStillThere();
	}

}
