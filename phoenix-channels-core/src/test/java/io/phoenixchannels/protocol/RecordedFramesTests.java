package io.phoenixchannels.protocol;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.phoenixchannels.protocol.v1.V1Codec;
import io.phoenixchannels.protocol.v2.V2Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The codecs against everything that was recorded of a real Phoenix.
 */
class RecordedFramesTests {

	private static final Map<Integer, List<String>> CLIENT_LAYOUT = Map.of(0,
			List.of("join_ref", "ref", "topic", "event"));

	private static final String MALFORMED = "malformed on purpose, to see the socket closed";

	private static final String NO_STRING_TOPIC = "a topic that is no string";

	private static final String NO_STRING_REF = "a ref that is no string";

	/**
	 * What the recorded client sent and this one never would: scenario and data, with the
	 * reason.
	 */
	private static final Map<String, String> NEVER_SENT_IN_V1 = Map.ofEntries(
			Map.entry("malformed_frame {oops", MALFORMED),
			Map.entry("malformed_frame [\"1\",\"1\",\"room:x\",\"phx_join\",{}]", MALFORMED),
			Map.entry("malformed_frame {\"topic\":\"room:x\",\"event\":\"phx_join\",\"payload\":{}}", MALFORMED),
			Map.entry("malformed_frame {\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"ref\":\"1\"}", MALFORMED),
			Map.entry("malformed_frame ", MALFORMED), Map.entry("malformed_frame 1", MALFORMED),
			Map.entry("malformed_frame {\"topic\":null,\"event\":\"x\",\"payload\":{},\"ref\":\"1\"}", NO_STRING_TOPIC),
			Map.entry("malformed_frame {\"topic\":5,\"event\":\"phx_join\",\"payload\":{},\"ref\":\"1\"}",
					NO_STRING_TOPIC),
			Map.entry("malformed_frame {\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"payload\":{},\"ref\":\"1\","
					+ "\"zzz\":1}", "a key that the protocol does not know"),
			Map.entry("ref_types {\"topic\":\"room:refs\",\"event\":\"phx_join\",\"payload\":{},\"ref\":1}",
					NO_STRING_REF),
			Map.entry("ref_types {\"topic\":\"room:refs\",\"event\":\"echo\",\"payload\":{},\"ref\":2}", NO_STRING_REF),
			Map.entry("ref_types {\"topic\":\"room:refs\",\"event\":\"echo\",\"payload\":{},\"ref\":{\"o\":1}}",
					NO_STRING_REF),
			Map.entry("binary_on_v1 eyJ0b3BpYyI6InJvb206YmludjEiLCJldmVudCI6ImVjaG8iLCJwYXlsb2FkIjp7InZpYUJpbmFyeUZy"
					+ "YW1lIjp0cnVlfSwicmVmIjoiNCJ9", "text in a binary message"),
			Map.entry("unicode_invalid_utf8_text_frame [\"1\",\"1\",\"room:x\",\"echo\",{\"a\":\"\uFFFD\uFFFD\"}]",
					"not UTF-8"));

	private static final Map<String, String> NEVER_SENT_IN_V2 = Map.ofEntries(
			Map.entry("malformed_frame {oops", MALFORMED),
			Map.entry("malformed_frame {\"topic\":\"room:x\",\"event\":\"phx_join\",\"payload\":{},\"ref\":\"1\"}",
					MALFORMED),
			Map.entry("malformed_frame [\"1\",\"1\",\"room:x\",\"phx_join\"]", MALFORMED),
			Map.entry("malformed_frame [null,\"1\",\"phoenix\",\"heartbeat\",{},\"extra\",7]",
					"more than five elements"),
			Map.entry("malformed_frame ", MALFORMED + ", once as text and once as bytes"),
			Map.entry("malformed_frame 1", MALFORMED),
			Map.entry("malformed_frame [\"1\",\"1\",null,\"x\",{}]", NO_STRING_TOPIC),
			Map.entry("malformed_frame [\"1\",\"1\",5,\"phx_join\",{}]", NO_STRING_TOPIC),
			Map.entry("malformed_frame [\"1\",\"2\",\"room:mf\",5,{}]", "an event that is no string"),
			Map.entry("malformed_frame CQAAAAA=", MALFORMED), Map.entry("malformed_frame AAUFBQUB", MALFORMED),
			Map.entry("malformed_frame AQAAAAA=", MALFORMED),
			Map.entry("ref_types [1,1,\"room:refs\",\"phx_join\",{}]", NO_STRING_REF),
			Map.entry("ref_types [1,2,\"room:refs\",\"echo\",{}]", NO_STRING_REF),
			Map.entry("ref_types [1,null,\"room:refs\",\"echo\",{\"refnull\":true}]", NO_STRING_REF),
			Map.entry("ref_types [1,{\"o\":1},\"room:refs\",\"echo\",{}]", NO_STRING_REF),
			Map.entry("unicode_invalid_utf8_text_frame [\"1\",\"1\",\"room:x\",\"echo\",{\"a\":\"\uFFFD\uFFFD\"}]",
					"not UTF-8"));

	@Test
	void everyFrameOfTheServerIsReadInV1() {
		assertThat(readAllOfTheServer(new V1Codec())).isEqualTo(Map.of("Text", 452));
	}

	@Test
	void everyFrameOfTheServerIsReadInV2() {
		assertThat(readAllOfTheServer(new V2Codec())).isEqualTo(Map.of("Text", 444, "Binary", 19));
	}

	private static Map<String, Integer> readAllOfTheServer(Codec codec) {
		Map<String, Integer> read = new TreeMap<>();
		for (RecordedMessage message : RecordedMessage.of(codec.version())) {
			if (message.fromServer()) {
				Frame frame = codec.decode(message.wire());
				IndependentReading.of(codec.version(), message.wire()).assertSameAs(frame, message.where());
				assertPayloadIsUntouched(message, frame.payload());
				read.merge(message.wire().getClass().getSimpleName(), 1, Integer::sum);
			}
		}
		return read;
	}

	private static void assertPayloadIsUntouched(RecordedMessage message, Payload payload) {
		Payload content = (payload instanceof Reply reply) ? reply.response() : payload;
		if (content instanceof JsonPayload json) {
			assertThat(message.data()).as(message.where()).contains(json.json());
		}
	}

	@Test
	void everyFrameOfTheClientIsWrittenInV1() {
		assertThat(writeAllOfTheClient(new V1Codec(), NEVER_SENT_IN_V1)).isEqualTo(Map.of("Text", 322, "skipped", 28));
	}

	@Test
	void everyFrameOfTheClientIsWrittenInV2() {
		assertThat(writeAllOfTheClient(new V2Codec(), NEVER_SENT_IN_V2))
			.isEqualTo(Map.of("Text", 313, "Binary", 23, "skipped", 36));
	}

	private static Map<String, Integer> writeAllOfTheClient(Codec codec, Map<String, String> neverSent) {
		Map<String, Integer> written = new TreeMap<>();
		Set<String> skipped = new TreeSet<>();
		for (RecordedMessage message : RecordedMessage.of(codec.version())) {
			String key = message.scenario() + " " + message.data();
			if (message.fromServer()) {
				continue;
			}
			if (neverSent.containsKey(key)) {
				skipped.add(key);
				written.merge("skipped", 1, Integer::sum);
				continue;
			}
			if (message.wire() instanceof WireMessage.Binary binary) {
				assertThat(codec.encode(frameOf(binary.bytes()))).as(message.where()).isEqualTo(binary);
			}
			else {
				JsonNode json = IndependentReading.MAPPER.readTree(message.data());
				WireMessage.Text text = (WireMessage.Text) codec.encode(frameOf(json, message.where()));
				assertThat(IndependentReading.MAPPER.readTree(text.text())).as(message.where()).isEqualTo(json);
			}
			written.merge(message.wire().getClass().getSimpleName(), 1, Integer::sum);
		}
		assertThat(skipped).isEqualTo(new TreeSet<>(neverSent.keySet()));
		return written;
	}

	private static Frame frameOf(JsonNode json, String where) {
		Map<String, JsonNode> parts = new LinkedHashMap<>();
		if (json.isArray()) {
			assertThat(json).as(where).hasSize(5);
			List<String> names = List.of("join_ref", "ref", "topic", "event", "payload");
			names.forEach((name) -> parts.put(name, json.get(parts.size())));
		}
		else {
			json.propertyNames().forEach((name) -> parts.put(name, json.get(name)));
		}
		return new Frame(text(parts.get("join_ref"), where), text(parts.get("ref"), where),
				parts.get("topic").stringValue(), parts.get("event").stringValue(),
				Payload.json(parts.get("payload").toString()));
	}

	private static @Nullable String text(@Nullable JsonNode ref, String where) {
		assertThat(ref == null || ref.isNull() || ref.isString()).as(where).isTrue();
		return (ref == null || ref.isNull()) ? null : ref.stringValue();
	}

	private static Frame frameOf(byte[] bytes) {
		Map<String, String> fields = new HashMap<>();
		byte[] payload = IndependentReading.fields(bytes, CLIENT_LAYOUT, fields);
		return new Frame(fields.get("join_ref"), fields.get("ref"), fields.get("topic"), fields.get("event"),
				Payload.binary(payload));
	}

}
