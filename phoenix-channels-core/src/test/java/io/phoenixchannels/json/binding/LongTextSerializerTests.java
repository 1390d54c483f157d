package io.phoenixchannels.json.binding;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.DefaultTyping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jackson without us is the judge: what it writes, our mapper writes.
 */
class LongTextSerializerTests {

	private static final String SPECIAL = "\"\\\n\t\r\b\f\0\u0001\u001f\u007f/'<>& \u00e9\u0122\u205c\u0a0a\u2028\u20ac\ud83d\ude00\ud83d";

	static Stream<UnaryOperator<JsonMapper.Builder>> settings() {
		return Stream.of(UnaryOperator.identity(), (builder) -> builder.enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES),
				(builder) -> builder.enable(JsonWriteFeature.ESCAPE_NON_ASCII),
				(builder) -> builder.disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE),
				(builder) -> builder.enable(SerializationFeature.INDENT_OUTPUT),
				(builder) -> builder.changeDefaultPropertyInclusion(
						(before) -> before.withValueInclusion(JsonInclude.Include.NON_EMPTY)),
				(builder) -> builder.activateDefaultTyping(
						BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
						DefaultTyping.NON_FINAL));
	}

	static Stream<JsonFactory> factories() {
		return Stream.of(JsonFactory.builder().quoteChar('\'').build(),
				JsonFactory.builder().highestNonEscapedChar(200).build(),
				JsonFactory.builder().characterEscapes(new Shouting()).build());
	}

	private static String text(Random random, int length, int special) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append((random.nextInt(special) == 0) ? SPECIAL.charAt(random.nextInt(SPECIAL.length()))
					: (char) ('a' + random.nextInt(26)));
		}
		return text.toString();
	}

	private static void assertSame(JsonMapper judge) {
		JsonMapper prepared = JsonValueReader.prepare(judge);
		Random random = new Random(1);
		for (int special : new int[] { 2, 20, 300, 5000, Integer.MAX_VALUE }) {
			for (int length : new int[] { 0, 1, 255, 256, 257, 263, 264, 2047, 2048, 2049, 2056, 4096, 10_001 }) {
				String text = text(random, length, special);
				for (Object value : List.of(text, new Letter(text, "", text, List.of(text, "x"), Map.of(text, text)),
						new Wrapped(text), new StringBuilder(text))) {
					assertThat(prepared.writeValueAsString(value)).isEqualTo(judge.writeValueAsString(value));
				}
				Letter letter = new Letter(text, null, text, List.of(), Map.of());
				assertThat(prepared.writeValueAsBytes(letter)).isEqualTo(judge.writeValueAsBytes(letter));
				assertThat(prepared.<JsonNode>valueToTree(letter)).isEqualTo(judge.<JsonNode>valueToTree(letter));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void writesWhatJacksonWrites(UnaryOperator<JsonMapper.Builder> settings) {
		assertSame(settings.apply(JsonMapper.builder()).build());
	}

	@ParameterizedTest
	@MethodSource("factories")
	void factoryWithWishesOfItsOwnIsLeftAlone(JsonFactory factory) {
		assertThat(JsonValueReader.writesTextsPlainly(JsonMapper.builder(factory).build())).isFalse();
		assertSame(JsonMapper.builder(factory).build());
	}

	@Test
	void everyCharacterIsWrittenAsJacksonWritesItWhereverItIs() {
		JsonMapper judge = new JsonMapper();
		JsonMapper prepared = JsonValueReader.prepare(judge);
		assertThat(JsonValueReader.writesTextsPlainly(judge)).isTrue();
		for (int c = 0; c <= Character.MAX_VALUE; c += (c < 256) ? 1 : 37) {
			String text = "x".repeat(2040 + c % 17) + (char) c + "y".repeat(c % 9);
			assertThat(prepared.writeValueAsString(text)).isEqualTo(judge.writeValueAsString(text));
		}
	}

	@Test
	void textWrittenRawStaysRaw() {
		Raw raw = new Raw("[" + "1,".repeat(500) + "\"\\n\"]");
		assertThat(JsonValueReader.prepare(new JsonMapper()).writeValueAsString(raw))
			.isEqualTo(new JsonMapper().writeValueAsString(raw));
	}

	record Letter(String text, String empty, Object any, List<String> lines, Map<String, String> named) {
	}

	record Wrapped(@JsonValue String text) {
	}

	record Raw(@JsonRawValue String json) {
	}

	private static final class Shouting extends CharacterEscapes {

		@Override
		public int[] getEscapeCodesForAscii() {
			int[] codes = standardAsciiEscapesForJSON();
			codes['a'] = ESCAPE_CUSTOM;
			return codes;
		}

		@Override
		public SerializableString getEscapeSequence(int character) {
			return new SerializedString("A");
		}

	}

}
