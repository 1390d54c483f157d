package io.phoenixchannels.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * What every version of the protocol has to keep. Arguments named {@code json} are JSON
 * text, written into the message as they are.
 */
public abstract class CodecContract {

	private static final String SECRET = "s3cr3t";

	private static final String HALF_PAIR = "\uD83D";

	protected abstract Codec codec();

	/**
	 * A message of a server.
	 */
	protected abstract String text(String refJson, String topicJson, String eventJson, String payloadJson);

	/**
	 * The parts of a message of the client as Jackson reads it: join_ref, ref, topic,
	 * event, payload; null for a part that is absent.
	 */
	protected abstract List<@Nullable JsonNode> parts(JsonNode message);

	protected final Frame decode(String text) {
		return codec().decode(new WireMessage.Text(text));
	}

	protected final String encode(Frame frame) {
		return ((WireMessage.Text) codec().encode(frame)).text();
	}

	private Frame decodePayload(String payloadJson) {
		return decode(text("null", "\"room:1\"", "\"shout\"", payloadJson));
	}

	private Frame decodeReply(String payloadJson) {
		return decode(text("\"3\"", "\"room:1\"", "\"phx_reply\"", payloadJson));
	}

	private static Frame push(String payloadJson) {
		return new Frame("1", "2", "room:1", "shout", Payload.json(payloadJson));
	}

	private static CodecException refused(ThrowingCallable call) {
		return assertThatExceptionOfType(CodecException.class).isThrownBy(call).actual();
	}

	// Reading

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "true", "false", "\"\"", "\"text\"", "0", "-0.0", "1.50", "1e400",
			"5E-324", "123456789012345678901234567890", "{\"a\":[1,{\"b\":null}],\"a\":\"\\u001F\"}",
			"{ \"a\" :\t[ 1 , 2 ] }", "\"\u2028 \u00e9 \\\" \\\\\"", "[\"}\",\"]\",\"\\\"\",\"\\\\\"]" })
	void payloadIsKeptAsItCame(String json) {
		assertThat(decodePayload(json)).isEqualTo(new Frame(null, null, "room:1", "shout", Payload.json(json)));
	}

	@ParameterizedTest
	@MethodSource
	void refMayBeOfAnyType(String json, @Nullable String ref) {
		assertThat(decode(text(json, "\"room:1\"", "\"shout\"", "{}")))
			.isEqualTo(new Frame(null, ref, "room:1", "shout", Payload.EMPTY));
	}

	static Stream<Object[]> refMayBeOfAnyType() {
		return Stream.of(new Object[][] { { "null", null }, { "\"7\"", "7" }, { "\"null\"", "null" }, { "7", "7" },
				{ "\"\"", "" }, { "{\"o\":1}", "{\"o\":1}" }, { "[null]", "[null]" }, { "true", "true" } });
	}

	@ParameterizedTest
	@MethodSource
	void escapesAreResolved(String json, String text) {
		assertThat(decode(text(json, json, json, "{}"))).isEqualTo(new Frame(null, text, text, text, Payload.EMPTY));
	}

	static Stream<Object[]> escapesAreResolved() {
		return Stream.of(new Object[][] { { "\"room:\\u65e5\\ud83d\\ude00\\u00E9\"", "room:\u65e5\uD83D\uDE00\u00e9" },
				{ "\"room:\u65e5\uD83D\uDE00\u00e9\"", "room:\u65e5\uD83D\uDE00\u00e9" },
				{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"", "\"\\/\b\f\n\r\t\0" }, { "\"a\\\\\"", "a\\" } });
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83dx\"", "\"\\ud83d\\u0041\"", "\"\\ude00\\ud83d\"",
			"\"\\ud83d\\n\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u\uFF10\uFF10\uFF14\uFF11\"", "\"a\nb\"",
			"\"a\0b\"", "\"open" })
	void brokenStringIsRefusedInTheEnvelope(String json) {
		assertThat(refused(() -> decode(text(json, "\"room:1\"", "\"shout\"", "{}")))).hasMessageMatching(POSITION);
		assertThat(refused(() -> decode(text("null", json, "\"shout\"", "{}")))).hasMessageMatching(POSITION);
		assertThat(refused(() -> decode(text("null", "\"room:1\"", json, "{}")))).hasMessageMatching(POSITION);
		assertThat(refused(() -> decodeReply("{\"response\":{},\"status\":" + json + "}")))
			.hasMessageMatching(POSITION);
	}

	private static final String POSITION = ".* at character \\d+(,.*)?";

	@Test
	void topicOfAnotherTypeIsKeptAsItsJson() {
		assertThat(decode(text("null", "null", "\"shout\"", "{}")).topic()).isEqualTo("null");
		assertThat(decode(text("null", "5", "\"shout\"", "{}")).topic()).isEqualTo("5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "5", "{}", "[\"shout\"]" })
	void eventOfAnotherTypeIsRefused(String json) {
		assertThat(refused(() -> decode(text("null", "\"room:1\"", json, "{}"))))
			.hasMessageStartingWith("Expected a string at character ");
	}

	@Test
	void whiteSpaceBetweenTokensIsIgnored() {
		String space = " \n\r\t";
		String text = space + text(space + "\"3\"" + space, space + "\"room:1\"" + space,
				space + "\"phx_reply\"" + space, space + "{ \"response\"\t: {}\n, \"status\" :\r\"ok\" }" + space)
				+ space;
		assertThat(decode(text)).isEqualTo(new Frame(null, "3", "room:1", "phx_reply", new Reply("ok", Payload.EMPTY)));
	}

	@ParameterizedTest
	@MethodSource
	void replyMayHaveAnyStatusAndResponse(String json, String status, String response) {
		assertThat(decodeReply(json))
			.isEqualTo(new Frame(null, "3", "room:1", "phx_reply", new Reply(status, new JsonPayload(response))));
	}

	static Stream<Object[]> replyMayHaveAnyStatusAndResponse() {
		return Stream.of(new Object[][] { { "{\"response\":{},\"status\":\"ok\"}", "ok", "{}" },
				{ "{\"status\":\"error\",\"response\":{\"reason\":\"x\"}}", "error", "{\"reason\":\"x\"}" },
				{ "{\"response\":null,\"status\":\"queued\"}", "queued", "null" },
				{ "{\"response\":[1, 2],\"status\":\"\\u006fk\"}", "ok", "[1, 2]" },
				{ "{\"response\":1.50,\"status\":\"\"}", "", "1.50" },
				{ "{\"response\":\"}\",\"status\":true}", "true", "\"}\"" },
				{ "{\"response\":{},\"status\":null}", "null", "{}" },
				{ "{\"x\":{\"status\":1},\"response\":{},\"y\":[],\"status\":\"ok\"}", "ok", "{}" },
				{ "{\"response\":1,\"status\":\"ok\",\"response\":2,\"status\":\"error\"}", "error", "2" } });
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "\"ok\"", "{\"status\":\"ok\"}", "{\"response\":{}}",
			"{\"response\":{},\"status\":1}", "{\"response\":{},\"status\":{}}", "{\"response\":{},\"status\":nil}",
			"{\"response\":,\"status\":\"ok\"}" })
	void replyOfAnotherShapeIsRefused(String json) {
		assertThat(refused(() -> decodeReply(json))).hasMessageMatching(".* at character \\d+.*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "1", "null", "\"\"", "{", "[", "{}", "[]", "{oops", "\0", "[[]]", "{\"topic\"}",
			"{\"topic\":}", "{1:2}" })
	void whatIsNoFrameIsRefused(String text) {
		refused(() -> decode(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", ",", "]", "}", "{}", "\0", "\"", "null" })
	void whatFollowsAFrameIsRefused(String garbage) {
		String text = text("null", "\"room:1\"", "\"shout\"", "{}");
		assertThat(refused(() -> decode(text + garbage))).hasMessage("Expected the end at character " + text.length());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "}", "{]", "[}", "[1 2]", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
			"{\"a\" 1}", "{a:1}", "{\"a\":1 \"b\":2}", "nul", "nulll", "True", "01", "+1", "-", "1.", ".5", "1e", "1e+",
			"0x1", "NaN", "'a'", "\"open", "/**/1", "1\u00A0", "\uFEFF1", "{} {}" })
	void payloadThatIsNoJsonIsRefused(String json) {
		refused(() -> decodePayload(json));
		refused(() -> decodeReply("{\"response\":" + json + ",\"status\":\"ok\"}"));
	}

	@Test
	void everyTruncationIsRefusedWithItsPosition() {
		String text = text("\"3\"", "\"room:\\u00e9\"", "\"phx_reply\"",
				"{\"response\":{\"a\":[true,-1.5e+3]},\"status\":\"ok\"}");
		decode(text);
		for (int i = 0; i < text.length(); i++) {
			String start = text.substring(0, i);
			assertThat(refused(() -> decode(start))).as(start).hasMessageMatching(".* at character \\d+");
		}
	}

	@Test
	void nestingIsBounded() {
		String deepest = "[".repeat(500) + "]".repeat(500);
		assertThat(decodePayload(deepest).payload()).isEqualTo(Payload.json(deepest));
		String tooDeep = "[".repeat(501) + "]".repeat(501);
		assertThat(refused(() -> decodePayload(tooDeep)))
			.hasMessageStartingWith("Nested deeper than 500 levels at character ");
		refused(() -> decodePayload("[".repeat(1_000_000)));
		refused(() -> decodePayload("{\"a\":".repeat(1_000_000)));
	}

	@ParameterizedTest
	@MethodSource
	void hugePayloadTakesLinearTime(String payloadJson) {
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
			assertThat(decodePayload(payloadJson).payload()).isEqualTo(Payload.json(payloadJson));
			assertThat(encode(push(payloadJson))).contains(payloadJson);
		});
	}

	static Stream<String> hugePayloadTakesLinearTime() {
		int n = 2_000_000;
		return Stream
			.of("\"" + "x".repeat(n) + "\"", "\"" + "\\\\".repeat(n) + "\"", "\"" + "\\\"".repeat(n) + "\"",
					"[" + "0,".repeat(n) + "0]", " ".repeat(n) + "1" + " ".repeat(n), "1".repeat(n),
					"\"" + "\uD83D\uDE00".repeat(n) + "\"")
			.map(String::strip);
	}

	// Writing

	@Test
	void anyTextIsWrittenAsWhatItIs() {
		Random random = new Random(42);
		for (int i = 0; i < 5_000; i++) {
			Frame frame = new Frame(RandomText.orNull(random), RandomText.orNull(random), RandomText.of(random),
					RandomText.of(random), Payload.json(RandomText.json(random, 4)));
			List<@Nullable JsonNode> parts = parts(IndependentReading.MAPPER.readTree(encode(frame)));
			assertThat(textOf(parts.get(0))).isEqualTo(frame.joinRef());
			assertThat(textOf(parts.get(1))).isEqualTo(frame.ref());
			assertThat(textOf(parts.get(2))).isEqualTo(frame.topic());
			assertThat(textOf(parts.get(3))).isEqualTo(frame.event());
			assertThat(parts.get(4))
				.isEqualTo(IndependentReading.MAPPER.readTree(((JsonPayload) frame.payload()).json()));
		}
	}

	private static @Nullable String textOf(@Nullable JsonNode part) {
		return (part == null || part.isNull()) ? null : part.stringValue();
	}

	@Test
	void anyTextIsReadAsWhatItIs() {
		Random random = new Random(43);
		for (int i = 0; i < 5_000; i++) {
			String ref = RandomText.orNull(random);
			String topic = RandomText.of(random);
			String event = RandomText.of(random);
			String payload = RandomText.json(random, 4);
			String text = text(RandomText.quote(random, ref), RandomText.quote(random, topic),
					RandomText.quote(random, event), payload);
			assertThat(decode(text)).as(text).isEqualTo(new Frame(null, ref, topic, event, Payload.json(payload)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "{]", "{} {}", "{},1", "nul", "01", "1.", "'a'", "[1 2]", "{\"a\":1,}",
			"\"open", "\"a\nb\"", "\"a\0b\"", "\"\\x\"", "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83dx\"", "\"\\u12\"",
			"{\"\\ud83d\":1}", "\"" + HALF_PAIR + "\"", "\"\uDE00" + HALF_PAIR + "\"", "\"\\" + HALF_PAIR + "\"" })
	void payloadThatWouldCloseTheSocketIsNotSent(String json) {
		assertThat(refused(() -> encode(push(json))))
			.hasMessageMatching("The payload cannot be sent as JSON: .* at character \\d+");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\0", "\\x", "\\ud83d", "\u001f", HALF_PAIR, "\uDE00" })
	void whatWouldCloseTheSocketIsFoundInLongPayloads(String odd) {
		for (int length = 300; length < 320; length++) {
			for (int before : new int[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 100, length - 1, length }) {
				String json = "\"" + "x".repeat(before) + odd + "x".repeat(length - before) + "\"";
				assertThat(refused(() -> encode(push(json)))).as(length + " after " + before)
					.hasMessageMatching("The payload cannot be sent as JSON: .* at character \\d+");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "?", "\u007f", "\u00e9", "\u00ff", "\u20ac", "\\n", "\\\"", "\\u0000",
			"\\ud83d\\ude00", "\uD83D\uDE00" })
	void whatMayBeInLongPayloadsIsSent(String allowed) {
		for (int length = 300; length < 320; length++) {
			String json = "\"" + "x".repeat(length - 200) + allowed + "x".repeat(200) + "\"";
			assertThat(encode(push(json))).contains(json);
		}
	}

	@Test
	void halfASurrogatePairIsNotSentInAnyField() {
		Payload payload = Payload.EMPTY;
		String half = "ab" + HALF_PAIR + "c";
		assertThat(refused(() -> encode(new Frame(half, "2", "t", "e", payload))))
			.hasMessage("The join_ref cannot be sent: Half a surrogate pair at character 2");
		assertThat(refused(() -> encode(new Frame("1", half, "t", "e", payload)))).hasMessageStartingWith("The ref ");
		assertThat(refused(() -> encode(new Frame("1", "2", half, "e", payload)))).hasMessageStartingWith("The topic ");
		assertThat(refused(() -> encode(new Frame("1", "2", "t", half, payload)))).hasMessageStartingWith("The event ");
	}

	@Test
	void repliesAreNotSent() {
		Frame reply = new Frame("1", "2", "room:1", "phx_reply", new Reply("ok", Payload.EMPTY));
		assertThat(refused(() -> encode(reply))).hasMessage("A client sends no replies");
	}

	// Secrets

	@Test
	void nothingShowsWhatAFrameHolds() {
		String secret = "\"" + SECRET + "\"";
		List<String> malformed = new ArrayList<>();
		for (String payload : List.of("{\"a\":" + secret + "]", "{" + secret + "}", "[" + secret + " " + secret + "]",
				SECRET, "\"" + SECRET, "{\"a\":" + SECRET + "}", secret + secret, "[1" + SECRET + "]")) {
			malformed.add(text("null", "\"t\"", "\"e\"", payload));
			malformed.add(text("null", "\"t\"", "\"phx_reply\"", payload));
			assertThat(refused(() -> encode(push(payload))).toString()).doesNotContain(SECRET);
		}
		malformed.add(text("null", "\"t\"", "\"phx_reply\"", "{\"response\":" + secret + ",\"status\":5}"));
		malformed.add(text("null", "\"t\"", "\"phx_reply\"", "{\"response\":" + secret + "}"));
		malformed.add(text("\"" + SECRET + "\\x\"", secret, secret, secret));
		malformed.add(text("null", "\"" + SECRET + "\\ud83d\"", secret, secret));
		for (String text : malformed) {
			CodecException ex = refused(() -> decode(text));
			assertThat(ex.toString()).as(text).doesNotContain(SECRET);
			assertThat(ex.getCause()).isNull();
		}
		Payload bytes = Payload.binary(SECRET.getBytes());
		assertThat(decodePayload(secret).toString()).doesNotContain(SECRET).contains("JSON (8 characters)");
		assertThat(decodeReply("{\"response\":" + secret + ",\"status\":\"ok\"}").toString()).doesNotContain(SECRET);
		assertThat(new Frame(null, null, "t", "e", bytes).toString()).doesNotContain(SECRET)
			.contains("binary (6 bytes)");
		assertThat(new WireMessage.Text(SECRET).toString()).doesNotContain(SECRET);
		assertThat(new WireMessage.Binary(SECRET.getBytes()).toString()).doesNotContain(SECRET);
		assertThat(new JsonWriter(8).payload(Payload.json(secret)).toString()).doesNotContain(SECRET);
	}

}
