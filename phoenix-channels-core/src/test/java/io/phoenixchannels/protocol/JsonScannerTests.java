package io.phoenixchannels.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonScannerTests {

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "12", "-1.5", "0.0", "1e5", "1E+5", "1.25e-07", "true", "false", "null", "\"\"",
			"\"\\\\\"", "\"\\\"\"", "\"\\\\\\\",\"", "\"\\\\\\\\\"", "{}", "{ }", "[]", "[\n]", "[[],{}]",
			"{\"a\":{\"b\":[1,2,3]},\"c\":\"d\"}", "{\"\":0}", "\"unchecked \\x inside\"" })
	void valueIsRead(String json) {
		JsonScanner scanner = new JsonScanner(" " + json + " ");
		assertThat(scanner.readRawValue()).isEqualTo(json);
		scanner.expectEnd();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``          | Expected a value but the text ends at character 0
			x           | Expected a value at character 0
			}           | Expected a value at character 0
			,           | Expected a value at character 0
			tru         | Expected a value at character 0
			[nope]      | Expected a value at character 1
			+1          | Expected a value at character 0
			-x          | Expected a digit at character 1
			-           | Expected a digit but the text ends at character 1
			1.e5        | Expected a digit at character 2
			1e          | Expected a digit but the text ends at character 2
			1e-]        | Expected a digit at character 3
			"abc        | Unterminated string at character 0
			["a\\"]     | Unterminated string at character 1
			[1          | Expected ',' or ']' but the text ends at character 2
			[1}         | Expected ',' or ']' at character 2
			[1,]        | Expected a value at character 3
			[01]        | Expected ',' or ']' at character 2
			{1:2}       | Expected a member's name at character 1
			{"a",1}     | Expected ':' at character 4
			{"a":1]     | Expected ',' or '}' at character 6
			{"a":1,}    | Expected a member's name at character 7
			""")
	void brokenValueIsRefused(String json, String message) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> new JsonScanner(json).readRawValue())
			.withMessage(message);
	}

	@Test
	void nulIsNotTheEnd() {
		JsonScanner scanner = new JsonScanner("1\0");
		scanner.skipValue();
		assertThatExceptionOfType(CodecException.class).isThrownBy(scanner::expectEnd)
			.withMessage("Expected the end at character 1");
	}

	@Test
	void valueMayBeReadAgain() {
		JsonScanner scanner = new JsonScanner("[1,\"a\"]");
		scanner.expect('[');
		scanner.skipValue();
		scanner.expect(',');
		int position = scanner.position();
		scanner.skipValue();
		scanner.moveTo(position);
		assertThat(scanner.readString()).isEqualTo("a");
	}

	@Test
	void knownStringIsReturnedAsTheSameInstance() {
		String[] known = { "status", "response" };
		JsonScanner scanner = new JsonScanner("\"response\" \"statuses\" \"stat\" \"\\u0073tatus\"");
		assertThat(scanner.readString(known)).isSameAs(known[1]);
		assertThat(scanner.readString(known)).isEqualTo("statuses");
		assertThat(scanner.readString(known)).isEqualTo("stat");
		assertThat(scanner.readString(known)).isEqualTo("status");
		scanner.expectEnd();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
			{"reason":"unmatched topic"}               | unmatched topic
			{"a":{"reason":"x"},"reason":"\\u0079"}    | y
			{"reason":"x","reason":"y"}                | y
			{"reason":"x","reason":null}               | none
			{"reason":{"reason":"x"}}                  | none
			{"a":{"reason":"x"}}                       | none
			{}                                         | none
			["reason"]                                 | none
			"reason"                                   | none
			{"reason":"x"                              | none
			``                                         | none
			""")
	void reasonOfAReplyIsItsTopLevelString(String response, String reason) {
		assertThat(new Reply("error", Payload.json(response)).reason()).isEqualTo(reason);
	}

	@Test
	void bytesHaveNoReason() {
		assertThat(new Reply("error", Payload.binary(new byte[] { '{' })).reason()).isNull();
	}

}
