package io.phoenixchannels.protocol.v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.CodecContract;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.WireMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class V2CodecTests extends CodecContract {

	private static final HexFormat HEX = HexFormat.of();

	private final V2Codec codec = new V2Codec();

	@Override
	protected Codec codec() {
		return this.codec;
	}

	@Override
	protected String text(String refJson, String topicJson, String eventJson, String payloadJson) {
		return "[null," + refJson + "," + topicJson + "," + eventJson + "," + payloadJson + "]";
	}

	@Override
	protected List<@Nullable JsonNode> parts(JsonNode message) {
		assertThat(message.isArray()).isTrue();
		assertThat(message).hasSize(5);
		List<@Nullable JsonNode> parts = new ArrayList<>();
		message.forEach(parts::add);
		return parts;
	}

	@Test
	void versionIsTheOneOfTheUrl() {
		assertThat(this.codec.version()).isEqualTo("2.0.0");
	}

	@Test
	void jsonIsWrittenAsAnArray() {
		assertThat(encode(new Frame("1", "2", "room:\u00e9\"", "shout", Payload.json("{\"a\": 1}"))))
			.isEqualTo("[\"1\",\"2\",\"room:\u00e9\\\"\",\"shout\",{\"a\": 1}]");
		assertThat(encode(new Frame(null, null, "phoenix", "heartbeat", Payload.EMPTY)))
			.isEqualTo("[null,null,\"phoenix\",\"heartbeat\",{}]");
	}

	@Test
	void joinRefIsRead() {
		assertThat(decode("[\"1\",\"1\",\"room:1\",\"phx_close\",{}]"))
			.isEqualTo(new Frame("1", "1", "room:1", "phx_close", Payload.EMPTY));
		assertThat(decode("[1,null,\"room:1\",\"pushed\",{}]"))
			.isEqualTo(new Frame("1", null, "room:1", "pushed", Payload.EMPTY));
	}

	@Test
	void elementsBeyondTheFifthAreIgnored() {
		assertThat(decode("[null,null,\"t\",\"e\",{},\"extra\", [7] ,null]"))
			.isEqualTo(new Frame(null, null, "t", "e", Payload.EMPTY));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			[]                          | Expected a value at character 1
			["1"]                       | The array ends at character 4, before its ref
			["1",null]                  | The array ends at character 9, before its topic
			["1",null,"t"]              | The array ends at character 13, before its event
			["1",null,"t","e"]          | The array ends at character 17, before its payload
			["1" null,"t","e",{}]       | Expected ',' at character 5
			["1",null,"t","e",{},]      | Expected a value at character 21
			["1",null,"t","e",{} 1]     | Expected ']' at character 21
			["1",null,"t","e",{}        | Expected ']' but the text ends at character 20
			{"topic":"t"}               | Expected '[' at character 0
			["1",null,"t","phx_reply",{"status":"ok"}] | The phx_reply at character 26 has no 'response'
			["1",null,"t","phx_reply", 5]              | Expected '{' at character 27
			""")
	void refusalSaysWhichRuleAndWhere(String text, String message) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(text)).withMessage(message);
	}

	// Binary

	@Test
	void bytesArePushedInTheLayoutOfAClient() {
		byte[] expected = bytes("00 02 01 03 02", "10", "1", "top", "ev", HEX.parseHex("01"));
		assertThat(this.codec.encode(new Frame("10", "1", "top", "ev", Payload.binary(new byte[] { 1 }))))
			.isEqualTo(new WireMessage.Binary(expected));
	}

	@Test
	void lengthsAreOfBytesAndNullIsEmpty() {
		byte[] expected = bytes("00 00 00 0b 02", "room:\u00e9\uD83D\uDE00", "ev");
		assertThat(
				this.codec.encode(new Frame(null, null, "room:\u00e9\uD83D\uDE00", "ev", Payload.binary(new byte[0]))))
			.isEqualTo(new WireMessage.Binary(expected));
	}

	@Test
	void pushOfAServerHasNoRef() {
		assertThat(decode(bytes("00 01 0b 02", "1", "room:\u00e9\uD83D\uDE00", "ev", HEX.parseHex("00ff80"))))
			.isEqualTo(new Frame("1", null, "room:\u00e9\uD83D\uDE00", "ev", Payload.binary(HEX.parseHex("00ff80"))));
	}

	@Test
	void replyHasItsStatusForAnEvent() {
		assertThat(decode(bytes("01 01 02 03 05", "1", "23", "top", "error", HEX.parseHex("fe")))).isEqualTo(
				new Frame("1", "23", "top", "phx_reply", new Reply("error", Payload.binary(HEX.parseHex("fe")))));
		assertThat(decode(bytes("01 00 00 03 02", "top", "ok")))
			.isEqualTo(new Frame(null, null, "top", "phx_reply", new Reply("ok", Payload.binary(new byte[0]))));
	}

	@Test
	void broadcastHasNoRefs() {
		assertThat(decode(bytes("02 03 02", "top", "ev", HEX.parseHex("0102"))))
			.isEqualTo(new Frame(null, null, "top", "ev", Payload.binary(HEX.parseHex("0102"))));
	}

	@Test
	void longestFieldsAreReadAndWritten() {
		String topic = "\u00e9".repeat(127) + "x";
		Frame frame = new Frame(null, null, topic, "e".repeat(255), Payload.binary(new byte[] { 9 }));
		assertThat(decode(bytes("02 ff ff", topic, "e".repeat(255), HEX.parseHex("09")))).isEqualTo(frame);
		assertThat(this.codec.encode(frame))
			.isEqualTo(new WireMessage.Binary(bytes("00 00 00 ff ff", topic, "e".repeat(255), HEX.parseHex("09"))));
	}

	@Test
	void longerFieldIsNotSent() {
		String tooLong = "\u00e9".repeat(128);
		Payload payload = Payload.binary(new byte[0]);
		assertNotSent(new Frame(tooLong, "2", "t", "e", payload), "bytes of join_ref");
		assertNotSent(new Frame("1", tooLong, "t", "e", payload), "bytes of ref");
		assertNotSent(new Frame("1", "2", tooLong, "e", payload), "bytes of topic");
		assertNotSent(new Frame("1", "2", "t", tooLong, payload),
				"A binary frame carries at most 255 bytes of event, but this one has 256");
	}

	@Test
	void halfASurrogatePairIsNotSentInBytesEither() {
		Payload payload = Payload.binary(new byte[0]);
		assertNotSent(new Frame("\uD83D", "2", "t", "e", payload), "The join_ref cannot be sent");
		assertNotSent(new Frame("1", "\uD83D", "t", "e", payload), "The ref cannot be sent");
		assertNotSent(new Frame("1", "2", "\uDE00t", "e", payload), "The topic cannot be sent");
		assertNotSent(new Frame("1", "2", "t", "e\uD83D", payload),
				"The event cannot be sent: Half a surrogate pair at character 1");
	}

	private void assertNotSent(Frame frame, String reason) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> this.codec.encode(frame))
			.withMessageContaining(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "0000", "000000", "00000001", "0001010161", "01", "01000000", "0100000001", "02",
			"0200", "020001", "0205056162", "02ffff" })
	void truncatedBytesAreRefused(String hex) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(HEX.parseHex(hex)))
			.withMessageStartingWith("A binary frame ");
	}

	@Test
	void everyTruncatedHeaderIsRefused() {
		byte[] frame = bytes("01 01 02 03 05", "1", "23", "top", "error");
		decode(frame);
		for (int i = 0; i < frame.length; i++) {
			byte[] start = Arrays.copyOf(frame, i);
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(start))
				.withMessageStartingWith("A binary frame ");
		}
	}

	@ParameterizedTest
	@CsvSource({ "03000000,3", "0900000000,9", "ff00000000,255" })
	void unknownKindIsRefused(String hex, String kind) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(HEX.parseHex(hex)))
			.withMessage("Unknown kind of binary frame: " + kind);
	}

	@Test
	void headerThatIsNotUtf8IsRefused() {
		for (String field : List.of("80", "c3", "c328", "eda080", "f09f98", "c0af", "ff")) {
			byte[] bytes = HEX.parseHex(field);
			String length = HEX.toHexDigits((byte) bytes.length);
			assertNotUtf8(bytes("00" + length + "0101", bytes, "t", "e"), "The join_ref is not UTF-8 at byte 4");
			assertNotUtf8(bytes("0001" + length + "01", "1", bytes, "e"), "The topic is not UTF-8 at byte 5");
			assertNotUtf8(bytes("000101" + length, "1", "t", bytes), "The event is not UTF-8 at byte 6");
			assertNotUtf8(bytes("0101" + length + "0101", "1", bytes, "t", "s"), "The ref is not UTF-8 at byte 6");
			assertNotUtf8(bytes("01010101" + length, "1", "2", "t", bytes), "The status is not UTF-8 at byte 8");
		}
	}

	private void assertNotUtf8(byte[] frame, String message) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(frame)).withMessage(message);
	}

	@Test
	void onlyTheReplyLayoutCarriesReplies() {
		for (byte[] frame : List.of(bytes("00 01 01 09", "1", "t", "phx_reply"), bytes("02 01 09", "t", "phx_reply"))) {
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(frame))
				.withMessage("A phx_reply in a binary frame of another kind");
		}
	}

	@Test
	void randomBytesAreReadOrRefused() {
		Random random = new Random(44);
		int read = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(60)];
			random.nextBytes(bytes);
			for (int j = 0; j < bytes.length && j < 5; j++) {
				bytes[j] = (byte) random.nextInt(4);
			}
			try {
				decode(bytes);
				read++;
			}
			catch (CodecException ex) {
				assertThat(ex).hasMessageMatching(
						"A binary frame .*|Unknown kind of binary frame: 3|The \\w+ is not UTF-8 at byte \\d+");
			}
		}
		assertThat(read).isBetween(1_000, 19_000);
	}

	private Frame decode(byte[] bytes) {
		return this.codec.decode(new WireMessage.Binary(bytes));
	}

	/**
	 * The bytes of a header in hexadecimal digits, then text as UTF-8 and bytes as they
	 * are.
	 */
	private static byte[] bytes(String headerHex, Object... fields) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(HEX.parseHex(headerHex.replace(" ", "")));
		for (Object field : fields) {
			bytes.writeBytes((field instanceof String text) ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) field);
		}
		return bytes.toByteArray();
	}

}
