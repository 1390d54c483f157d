package io.phoenixchannels.protocol.v1;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

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

class V1CodecTests extends CodecContract {

	private final V1Codec codec = new V1Codec();

	@Override
	protected Codec codec() {
		return this.codec;
	}

	@Override
	protected String text(String refJson, String topicJson, String eventJson, String payloadJson) {
		return "{\"event\":" + eventJson + ",\"payload\":" + payloadJson + ",\"ref\":" + refJson + ",\"topic\":"
				+ topicJson + "}";
	}

	@Override
	protected List<@Nullable JsonNode> parts(JsonNode message) {
		assertThat(message.isObject()).isTrue();
		assertThat(message.propertyNames()).contains("topic", "event", "payload", "ref")
			.isSubsetOf("topic", "event", "payload", "ref", "join_ref");
		return Arrays.asList(message.get("join_ref"), message.get("ref"), message.get("topic"), message.get("event"),
				message.get("payload"));
	}

	@Test
	void versionIsTheOneOfTheUrl() {
		assertThat(this.codec.version()).isEqualTo("1.0.0");
	}

	@Test
	void joinRefIsWrittenWhereThereIsOne() {
		assertThat(encode(new Frame("1", "2", "room:\u00e9\"", "shout", Payload.json("{\"a\": 1}"))))
			.isEqualTo("{\"topic\":\"room:\u00e9\\\"\",\"event\":\"shout\",\"payload\":{\"a\": 1},\"ref\":\"2\","
					+ "\"join_ref\":\"1\"}");
		assertThat(encode(new Frame(null, null, "phoenix", "heartbeat", Payload.EMPTY)))
			.isEqualTo("{\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"payload\":{},\"ref\":null}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "phx_close", "phx_error" })
	void refOfAnEndedJoinIsItsJoinRef(String event) {
		assertThat(decode("{\"event\":\"" + event + "\",\"payload\":{},\"ref\":\"5\",\"topic\":\"t\"}"))
			.isEqualTo(new Frame("5", "5", "t", event, Payload.EMPTY));
		assertThat(decode("{\"event\":\"" + event + "\",\"payload\":{},\"ref\":null,\"topic\":\"t\"}"))
			.isEqualTo(new Frame(null, null, "t", event, Payload.EMPTY));
	}

	@Test
	void refOfAnyOtherEventIsNoJoinRef() {
		assertThat(decode("{\"event\":\"phx_reply\",\"payload\":{\"response\":{},\"status\":\"ok\"},\"ref\":\"5\","
				+ "\"topic\":\"t\"}"))
			.isEqualTo(new Frame(null, "5", "t", "phx_reply", new Reply("ok", Payload.EMPTY)));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"topic\":\"t\",\"ref\":\"5\",\"payload\":{\"status\":\"ok\",\"response\":[7]},\"event\":\"phx_reply\"}",
			"{\"payload\":{\"status\":\"ok\",\"response\":[7]},\"topic\":\"t\",\"event\":\"phx_reply\",\"ref\":\"5\"}",
			"{\"ref\":\"5\",\"event\":\"phx_reply\",\"topic\":\"t\",\"payload\":{\"status\":\"ok\",\"response\":[7]}}",
			"{ \"payload\" : {\"response\" :[7], \"status\":\"ok\"} , \"zzz\":{\"event\":1},\"event\":\"phx_reply\","
					+ "\"ref\":\"5\",\"join_ref\":\"9\",\"topic\":\"t\",\"\":null }",
			"{\"event\":\"x\",\"topic\":\"x\",\"ref\":null,\"payload\":1,\"ref\":\"5\",\"topic\":\"t\","
					+ "\"payload\":{\"status\":\"ok\",\"response\":[7]},\"\\u0065vent\":\"phx_reply\"}" })
	void membersMayComeInAnyOrderAmongOthers(String text) {
		assertThat(decode(text))
			.isEqualTo(new Frame(null, "5", "t", "phx_reply", new Reply("ok", Payload.json("[7]"))));
	}

	@Test
	void refMayBeMissing() {
		assertThat(decode("{\"event\":\"e\",\"payload\":[],\"topic\":\"t\"}"))
			.isEqualTo(new Frame(null, null, "t", "e", Payload.json("[]")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{}                                      | The object that ends at character 2 has no 'topic'
			{"topic":"t","payload":{},"ref":"1"}    | The object that ends at character 36 has no 'event'
			{"topic":"t","event":"e","ref":"1"}     | The object that ends at character 35 has no 'payload'
			{"topic":"t","event":5}                 | Expected a string at character 21
			{"topic" "t"}                           | Expected ':' at character 9
			{"topic":"t" "event":"e"}               | Expected ',' or '}' at character 13
			{"topic":"t",}                          | Expected a string at character 13
			{"topic":"t","event":"e","payload":{]}  | Expected a member's name at character 36
			["1","1","t","e",{}]                    | Expected '{' at character 0
			{"payload":{},"event":"phx_reply","topic":"t"} | The phx_reply at character 11 has no 'status'
			""")
	void refusalSaysWhichRuleAndWhere(String text, String message) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(text)).withMessage(message);
	}

	@Test
	void bytesAreNotSent() {
		Frame frame = new Frame("1", "2", "t", "e", Payload.binary(new byte[] { 1 }));
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> this.codec.encode(frame))
			.withMessage("Protocol version 1 has no binary payloads; version 2 has");
	}

	@Test
	void binaryMessageIsReadAsTheTextItHolds() {
		String text = "{\"event\":\"\u00e9\uD83D\uDE00\",\"payload\":{},\"ref\":\"5\",\"topic\":\"t\"}";
		assertThat(this.codec.decode(new WireMessage.Binary(text.getBytes(StandardCharsets.UTF_8))))
			.isEqualTo(decode(text));
	}

	@Test
	void binaryMessageThatIsNotUtf8IsRefused() {
		byte[] bytes = "{\"topic\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
		assertThatExceptionOfType(CodecException.class)
			.isThrownBy(() -> this.codec.decode(new WireMessage.Binary(bytes)))
			.withMessage("The binary message is not UTF-8 at byte 10");
	}

}
