package io.phoenixchannels.fleet.spring;

import java.util.List;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.protocol.Payload;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CursorFormatTests {

	private static final PayloadConverter CONVERTER = new PayloadConverter(JsonMapper.shared());

	private static String written(Payload payload, String... fields) {
		return new CursorFormat(List.of(fields)).write(PhoenixMessage.of("room:lobby", "sh\nout", payload, CONVERTER));
	}

	@Test
	void messageIsReadAsItWasWritten() {
		String text = written(Payload.json("{\"seq\":1.10,\"at\":12345678901234567890}"));
		assertThat(text).isEqualTo("t\"sh\\nout\"\n{\"seq\":1.10,\"at\":12345678901234567890}");
		PhoenixMessage read = CursorFormat.read("room:lobby", text, CONVERTER);
		assertThat(read.topic()).isEqualTo("room:lobby");
		assertThat(read.event()).isEqualTo("sh\nout");
		assertThat(read.payload()).isEqualTo(Payload.json("{\"seq\":1.10,\"at\":12345678901234567890}"));
	}

	@Test
	void bytesAreReadAsTheyWereWritten() {
		byte[] bytes = { 0, 1, -1, 10 };
		PhoenixMessage read = CursorFormat.read("room:lobby", written(Payload.binary(bytes), "seq"), CONVERTER);
		assertThat(read.payload()).isEqualTo(Payload.binary(bytes));
	}

	@Test
	void onlyTheFieldsThatAreNamedAreKept() {
		assertThat(written(Payload.json("{\"seq\":1.10,\"body\":\"secret\",\"at\":2}"), "seq", "at"))
			.endsWith("\n{\"seq\":1.10,\"at\":2}");
		assertThat(written(Payload.json("[1,2]"), "seq")).endsWith("\n[1,2]");
	}

	@Test
	void whatIsNoCursorIsNone() {
		assertThat(CursorFormat.read("room:lobby", null, CONVERTER)).isNull();
		assertThat(CursorFormat.read("room:lobby", "42", CONVERTER)).isNull();
		assertThat(CursorFormat.read("room:lobby", "tshout\n{}", CONVERTER)).isNull();
		assertThat(CursorFormat.read("room:lobby", "b\"shout\"\n%%", CONVERTER)).isNull();
	}

	@Test
	void longTopicsHaveShortKeys() {
		assertThat(CursorFormat.key("p:", "default", "room:lobby")).isEqualTo("p:default:room:lobby");
		String one = CursorFormat.key("p:", "default", "room:" + "x".repeat(300));
		assertThat(one).startsWith("p:").hasSize(66).isNotEqualTo(CursorFormat.key("p:", "default", "y".repeat(300)));
	}

}
