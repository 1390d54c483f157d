package io.phoenixchannels.test.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.util.RawValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the recordings leave out.
 */
class WireFormatTests {

	private static Message text(String text) {
		return Message.text(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void readsTheBinaryPushOfTheProtocolText() {
		Frame frame = WireFormat.V2
			.decode(Message.binary(new byte[] { 0, 2, 1, 3, 2, '1', '0', '1', 't', 'o', 'p', 'e', 'v', 1 }));
		assertThat(frame).hasToString("[\"10\",\"1\",\"top\",\"ev\"]");
		assertThat(frame.bytes()).containsExactly(1);
	}

	@Test
	void writesServerBinariesWithoutRef() {
		assertThat(WireFormat.V2.push(StringNode.valueOf("10"), "top", "ev", new byte[] { 1 }).data())
			.containsExactly(0, 2, 3, 2, '1', '0', 't', 'o', 'p', 'e', 'v', 1);
		assertThat(WireFormat.V2.broadcast("top", "ev", new byte[] { 1 }).data()).containsExactly(2, 3, 2, 't', 'o',
				'p', 'e', 'v', 1);
		assertThat(
				WireFormat.V2.reply(Json.NULL, IntNode.valueOf(7), StringNode.valueOf("top"), "ok", new byte[0]).data())
			.containsExactly(1, 0, 1, 3, 2, '7', 't', 'o', 'p', 'o', 'k');
	}

	@Test
	void longFieldsDoNotFitABinaryFrame() {
		assertThatExceptionOfType(UnsupportedPayloadException.class)
			.isThrownBy(() -> WireFormat.V2.broadcast("t".repeat(256), "ev", new byte[0]));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[", "[1,2,3,4]", "{}", "[1,2,3,4,5] x", "[1,2,3,4,5][]",
			"[1,2,\"t\",\"e\",\"\\ud83d\"]", "[1,2,\"t\",\"e\",\"\\ude00\"]", "[1,2,\"t\",\"e\",\"\\ud83dx\"]",
			"[1,2,\"t\",\"e\",\"\\ud83d\\u0041\"]", "[1,2,\"t\",\"e\",01]", "[1,2,\"t\",\"e\",NaN]",
			"[1,2,\"t\",'e',5]", "[1,2,\"t\",\"e\",5,]" })
	void malformedTextIsRefused(String text) {
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> WireFormat.V2.decode(text(text)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud83d\\ude00", "\\\\ud83d", "\\uD83D\\uDE00 \\u00e9", "\\\\\\ud83d\\ude00" })
	void pairedSurrogatesAreRead(String string) {
		assertThat(WireFormat.V2.decode(text("[1,2,\"t\",\"e\",\"" + string + "\"]")).json()).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "1e3,1.0e3", "100.0,100.0", "1000.0,1.0e3", "1234.0,1234.0", "0.001,0.001", "0.0001,0.0001",
			"0.00001,1.0e-5", "123.456,123.456", "5e-324,5.0e-324", "1.7976931348623157e308,1.7976931348623157e308",
			"9007199254740991.0,9007199254740991.0", "-0.0,-0.0", "0.1,0.1", "2.0e-3,0.002", "12e20,1.2e21" })
	void writesFloatsAsErlangDoes(String given, String written) {
		assertThat(new String(Json.write(Json.parse(given)), StandardCharsets.UTF_8)).isEqualTo(written);
	}

	@Test
	void takesJsonThatIsReady() {
		assertThat(WireFormat.V2.broadcast("t", "e", new RawValue("{\"b\":1,\"a\":2}")).asText())
			.isEqualTo("[null,null,\"t\",\"e\",{\"b\":1,\"a\":2}]");
		assertThat(WireFormat.V2.broadcast("t", "e", Map.of("b", 1, "a", 1.0f)).asText())
			.isEqualTo("[null,null,\"t\",\"e\",{\"a\":1.0,\"b\":1}]");
	}

	@ParameterizedTest
	@CsvSource({ "2.0.0,true", "2.0.1,true", "1.0.7,true", "3.0.0,false", "2.1.0,false", "2,false", "'',false",
			"abc,false", "1.1.0,false" })
	void takesPatchReleasesOfTheTwoVersions(String vsn, boolean taken) {
		assertThat(WireFormat.ofVsn(StringNode.valueOf(vsn)) != null).isEqualTo(taken);
	}

	@Test
	void noVersionMeansTheFirst() {
		assertThat(WireFormat.ofVsn(null)).isSameAs(WireFormat.V1);
		assertThat(WireFormat.ofVsn(Json.parse("[\"2.0.0\"]"))).isNull();
	}

}
