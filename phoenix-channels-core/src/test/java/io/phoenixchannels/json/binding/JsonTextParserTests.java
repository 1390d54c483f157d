package io.phoenixchannels.json.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

import io.phoenixchannels.json.KnownNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Jackson's own parser is the judge: what it says of a text, this one says.
 */
class JsonTextParserTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final List<Function<JsonParser, Object>> NUMBERS = List.of(JsonParser::getNumberType,
			JsonParser::getNumberValue, JsonParser::getNumberValueExact, JsonParser::getIntValue,
			JsonParser::getLongValue, JsonParser::getBigIntegerValue, JsonParser::getFloatValue,
			JsonParser::getDoubleValue, JsonParser::getDecimalValue, JsonParser::getShortValue,
			JsonParser::getByteValue);

	private final JsonTextParser parser = new JsonTextParser(new MapperContext(MAPPER), new KnownNames(256));

	private static List<Object> tokens(JsonParser parser, String text) {
		List<Object> tokens = new ArrayList<>();
		try {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				tokens.add(token);
				tokens.add(String.valueOf(parser.currentName()));
				tokens.add(parser.getString());
				tokens.add(parser.streamReadContext().getNestingDepth());
				if (token.isNumeric()) {
					tokens.add(parser.getNumberValue());
				}
			}
			tokens.add("end");
		}
		catch (JacksonException ex) {
			// How far one gets before is another matter.
			return List.of("refused");
		}
		return tokens;
	}

	private static Object valueOrRefusal(JsonParser parser, Function<JsonParser, Object> number) {
		try {
			return number.apply(parser);
		}
		catch (JacksonException ex) {
			return ex.getClass();
		}
	}

	/**
	 * Each by a parser of its own, since Jackson's answers depend on what it was asked
	 * before.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "-0.0", "0.0", "1", "-1", "1.5", "-1.5", "1e3", "1E+3", "1e-3", "-1.25e-7",
			"0.1", "0.10", "101.25", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
			"9223372036854775808", "-9223372036854775808", "-9223372036854775809", "123456789012345678901234567890",
			"999999999999999999", "1000000000000000000", "0.30000000000000004", "123456789012345.5",
			"1234567890123456.5", "3.4028235677973366e38", "1e400", "-1e400", "1e-400", "4.9e-324", "2147483647.9",
			"2147483648.1", "9223372036854775807.5", "0.000000000000001", "999999999999999", "127", "128", "255", "256",
			"-129", "32768", "16777217.0", "0.1234567", "123456.789012345" })
	void numbersAreWhatJacksonSays(String text) {
		for (Function<JsonParser, Object> number : NUMBERS) {
			JsonParser judge = MAPPER.createParser(text);
			judge.nextToken();
			assertThat(valueOrRefusal(parserAt(text), number)).isEqualTo(valueOrRefusal(judge, number));
		}
	}

	@Test
	void doublesAreTheNearestThereAre() {
		SplittableRandom random = new SplittableRandom(20_261_124);
		for (int i = 0; i < 200_000; i++) {
			String text = random.nextLong(-1_000_000_000L, 1_000_000_000L) + "." + random.nextInt(1_000_000);
			assertThat(parserAt(text).getDoubleValue()).isEqualTo(Double.parseDouble(text));
		}
	}

	private void assertSame(String text) {
		List<Object> expected;
		try (JsonParser judge = MAPPER.createParser(text)) {
			expected = tokens(judge, text);
		}
		assertThat(tokens(this.parser.begin(text, 0, text.length()), text)).as(text).isEqualTo(expected);
		String framed = "\"\\[1" + text + "\"]}";
		assertThat(tokens(this.parser.begin(framed, 4, 4 + text.length()), text)).as("a part: " + text)
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{}", "[]", "null", "true", "false", "\"\"", "\"a\"", "0", "-0", "-0.0", "0.0",
			"1", "-1", "12", "1.5", "-1.5", "1e3", "1E+3", "1e-3", "-1.25e-7", "0.1", "0.10", "101.25", "2147483647",
			"2147483648", "-2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
			"-9223372036854775808", "-9223372036854775809", "123456789012345678901234567890", "999999999999999999",
			"1000000000000000000", "0.30000000000000004", "123456789012345.5", "1234567890123456.5",
			"3.4028235677973366e38", "1e400", "-1e400", "1e-400", "4.9e-324", "2147483647.9", "2147483648.1",
			"9223372036854775807.5", "0.000000000000001", "999999999999999", "127", "128", "255", "256", "-129",
			"32768", "{\"a\":1}", "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"d\":\"e\"}", " { \"a\" : 1 , \"b\" : [ ] } ",
			"[1,\n2,\r3,\t4]", "{\"\":1}", "{\"a\":1,\"a\":2}", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
			"\"\\ud800\"", "\"é😀\"", "{\"\\u0061\\n\":\"x\"}", "{\"constructor\":{\"__proto__\":1}}" })
	void readsWhatJacksonReads(String text) {
		assertSame(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[", "}", "]", "{]", "[}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}",
			"{,}", "[,]", "[1,]", "[1 2]", "{\"a\" 1}", "{a:1}", "{'a':1}", "{1:1}", "'a'", "\"a", "\"a\\", "\"a\\\"",
			"\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u", "\"a\nb\"", "{\"a\tb\":1}", "tru", "truex", "nul", "falsey",
			"True", "NaN", "Infinity", "-Infinity", "+1", "01", "-01", "00", "-", ".5", "1.", "1.e3", "1e", "1e+",
			"1.5.5", "1a", "1\"", "--1", "0x1", "1_000", "// c\n1", "/* c */ 1", "# c\n1", "[1,,2]",
			"{\"a\":1,,\"b\":2}", "[]]", "{}}", "1 2", "{} {}", "\u0001", "\u00a01", "\ufeff1", "nullnull",
			"true false", "\"a\" \"b\"", "[\"a\"1]", "[1\"a\"]" })
	void refusesWhatJacksonRefuses(String text) {
		assertSame(text);
	}

	@Test
	void agreesWithJacksonOnWhateverChanceMakesOfJson() {
		SplittableRandom random = new SplittableRandom(20_261_124);
		String alphabet = "{}[]\",:\\ \n0123456789.-+eEtrufalsn/\u0001\u00e9\ud83d\ude00'";
		for (int i = 0; i < 30_000; i++) {
			StringBuilder text = new StringBuilder(RandomJson.value(random, 4));
			int changes = random.nextInt(4);
			for (int change = 0; change < changes && !text.isEmpty(); change++) {
				int at = random.nextInt(text.length());
				char c = alphabet.charAt(random.nextInt(alphabet.length()));
				switch (random.nextInt(3)) {
					case 0 -> text.deleteCharAt(at);
					case 1 -> text.insert(at, c);
					default -> text.setCharAt(at, c);
				}
			}
			assertSame(text.toString());
		}
	}

	@Test
	void findsControlCharactersAnywhereInLongStrings() {
		for (int length = 0; length < 200; length++) {
			String clean = "\u00ffé ~".repeat(50).substring(0, length);
			assertSame("\"" + clean + "\"");
			assertSame("\"" + clean + "\u0001" + clean + "\"");
			assertSame("\"" + clean + "\u001f\"");
			assertSame("\"" + clean + "\u20ac\ud83d\ude00\u0000\"");
			assertSame("\"" + clean + "\u20ac\ud83d\ude00\"");
		}
	}

	@Test
	void manyEscapesBeforeADistantQuoteCostNoMoreThanTheirNumber() {
		String text = "\"" + "\\n".repeat(500_000) + "\"";
		this.parser.begin(text, 0, text.length());
		assertThat(this.parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
		assertThat(this.parser.getString()).hasSize(500_000);
	}

	@Test
	void keepsToTheLimitsOfTheMapper() {
		StreamReadConstraints limits = StreamReadConstraints.builder()
			.maxNestingDepth(3)
			.maxStringLength(10)
			.maxNameLength(5)
			.maxNumberLength(8)
			.maxDocumentLength(100)
			.maxTokenCount(20)
			.build();
		JsonMapper mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build()).build();
		JsonTextParser limited = new JsonTextParser(new MapperContext(mapper), new KnownNames(256));
		for (String text : List.of("[[[[]]]]", "\"" + "a".repeat(11) + "\"", "{\"abcdef\":1}", "123456.789012345",
				" ".repeat(100) + "1", "[" + "1,".repeat(20) + "1]")) {
			assertThatExceptionOfType(StreamConstraintsException.class).as(text)
				.isThrownBy(() -> readAll(limited.begin(text, 0, text.length())));
			assertThatExceptionOfType(StreamConstraintsException.class).as(text)
				.isThrownBy(() -> readAll(mapper.createParser(text)));
		}
		String allowed = "[[\"aaaaaaaaaa\", {\"abcde\":1234567.8}]]";
		readAll(limited.begin(allowed, 0, allowed.length()));
	}

	private static void readAll(JsonParser parser) {
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			parser.getString();
			if (token.isNumeric()) {
				parser.getDecimalValue();
			}
		}
	}

	@Test
	void skipsWhatNobodyAsksFor() {
		String text = "{\"a\":{\"b\":[1,\"]}\"]},\"c\":2}";
		this.parser.begin(text, 0, text.length());
		this.parser.nextToken();
		assertThat(this.parser.nextName()).isEqualTo("a");
		this.parser.nextToken();
		this.parser.skipChildren();
		assertThat(this.parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
		assertThat(this.parser.nextName()).isEqualTo("c");
		assertThat(this.parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
	}

	@Test
	void readsBytesInBase64() {
		assertThat(parserAt("\"AQID\"").getBinaryValue()).containsExactly(1, 2, 3);
	}

	private JsonTextParser parserAt(String text) {
		this.parser.begin(text, 0, text.length());
		this.parser.nextToken();
		return this.parser;
	}

	@Test
	void knowsWhereItIs() {
		String text = "xx{\"a\":\n  tru}";
		this.parser.begin(text, 2, text.length());
		this.parser.nextToken();
		this.parser.nextToken();
		assertThatExceptionOfType(JacksonException.class).isThrownBy(this.parser::nextToken).satisfies((ex) -> {
			TokenStreamLocation location = ex.getLocation();
			assertThat(location.getLineNr()).isEqualTo(2);
			assertThat(location.getColumnNr()).isEqualTo(3);
			assertThat(location.getCharOffset()).isEqualTo(8);
			assertThat(ex.getMessage()).doesNotContain("tru}");
		});
	}

	@Test
	void namesThatComeAgainAreTheSameInstance() {
		String text = "{\"name\":1}";
		assertThat(nameOf(text)).isSameAs(nameOf(text)).isEqualTo("name");
	}

	private String nameOf(String text) {
		this.parser.begin(text, 0, text.length());
		this.parser.nextToken();
		return this.parser.nextName();
	}

}
