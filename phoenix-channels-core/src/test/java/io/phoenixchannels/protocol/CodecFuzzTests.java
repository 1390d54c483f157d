package io.phoenixchannels.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.phoenixchannels.protocol.v1.V1Codec;
import io.phoenixchannels.protocol.v2.V2Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The codecs against whatever a fuzzer makes of recorded frames, judged by Jackson's
 * strict parser and by the layouts of the protocol. Without {@code JAZZER_FUZZ} the
 * recordings, and what fuzzing has found, are replayed: see {@code docs/security.md}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = ThreadMode.SAME_THREAD)
class CodecFuzzTests {

	private static final Codec V1 = new V1Codec();

	private static final Codec V2 = new V2Codec();

	private static final Map<Integer, List<String>> CLIENT_LAYOUT = Map.of(0,
			List.of("join_ref", "ref", "topic", "event"));

	private static final Map<Integer, List<String>> SERVER_LAYOUTS = Map.of(0, List.of("join_ref", "topic", "event"), 1,
			List.of("join_ref", "ref", "topic", "status"), 2, List.of("topic", "event"));

	/**
	 * As strict as Jackson is, but without its limits.
	 */
	private static final JsonMapper STRICT = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(Integer.MAX_VALUE)
				.maxNumberLength(Integer.MAX_VALUE)
				.maxNameLength(Integer.MAX_VALUE)
				.build())
			.build())
		.build();

	/**
	 * No {@code BigDecimal} has such an exponent, so that trees cannot be compared.
	 */
	private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?\\d{6}");

	private static final Pattern SURROGATE = Pattern.compile("[\\ud800-\\udfff]|\\\\u[dD][89a-fA-F]");

	static Stream<byte[]> textOfV1() {
		return texts("1.0.0");
	}

	static Stream<byte[]> textOfV2() {
		return texts("2.0.0");
	}

	/**
	 * Recorded texts, one of each structure.
	 */
	private static Stream<byte[]> texts(String version) {
		Map<String, String> texts = new LinkedHashMap<>();
		for (RecordedMessage message : RecordedMessage.of(version)) {
			if (message.wire() instanceof WireMessage.Text && message.wire().size() < 500) {
				texts.putIfAbsent(message.data().replaceAll("[^\\[\\]{}\":,]+", "x"), message.data());
			}
		}
		return texts.values().stream().map((text) -> text.getBytes(StandardCharsets.UTF_8));
	}

	static Stream<byte[]> binaryOfV2() {
		return RecordedMessage.of("2.0.0")
			.stream()
			.map(RecordedMessage::wire)
			.filter((message) -> message instanceof WireMessage.Binary && message.size() < 2000)
			.map((message) -> ((WireMessage.Binary) message).bytes());
	}

	@MethodSource
	@FuzzTest
	void textOfV1(byte[] input) {
		text(V1, new String(input, StandardCharsets.UTF_8));
	}

	@MethodSource
	@FuzzTest
	void textOfV2(byte[] input) {
		text(V2, new String(input, StandardCharsets.UTF_8));
	}

	private static void text(Codec codec, String text) {
		Frame frame = decode(codec, new WireMessage.Text(text));
		if (frame != null) {
			assertThat(size(frame)).isLessThanOrEqualTo(2L * text.length());
			assertEncodedIsDecoded(codec, frame);
		}
		if (isStrict(text) && !LONG_EXPONENT.matcher(text).find()) {
			IndependentReading reading = readIndependently(codec, text);
			assertThat(frame != null).as(text).isEqualTo(reading != null);
			if (frame != null && reading != null) {
				reading.assertSameAs(frame, text);
			}
		}
	}

	/**
	 * The inside of skipped strings is left to whoever binds them. So is a frame that
	 * decodes compared only if all of it is JSON down to its strings.
	 */
	private static boolean isStrict(String text) {
		try {
			new JsonWriter(text.length()).payload(Payload.json(text));
			return true;
		}
		catch (CodecException ex) {
			return false;
		}
	}

	private static @Nullable IndependentReading readIndependently(Codec codec, String text) {
		try {
			return IndependentReading.of(codec.version(), new WireMessage.Text(text));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return null;
		}
	}

	static Stream<byte[]> json() {
		return textOfV2();
	}

	@MethodSource
	@FuzzTest
	void json(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		boolean accepted = isJson(text);
		if (isStrict(text)) {
			assertThat(accepted).as(text).isTrue();
		}
		else if (accepted) {
			assertThat(SURROGATE.matcher(text).find() || isDeep(text)).as(text).isTrue();
		}
		try {
			JsonScanner scanner = new JsonScanner(text);
			scanner.skipValue();
			assertThat(scanner.position()).isLessThanOrEqualTo(text.length());
			scanner.expectEnd();
		}
		catch (CodecException ex) {
			assertThat(accepted && !isDeep(text)).as(text).isFalse();
		}
	}

	private static boolean isJson(String text) {
		try {
			STRICT.readTree(text);
			return !text.isBlank();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static boolean isDeep(String text) {
		return text.chars().filter((c) -> c == '[' || c == '{').count() > 500;
	}

	@MethodSource
	@FuzzTest
	void binaryOfV2(byte[] input) {
		Frame frame = decode(V2, new WireMessage.Binary(input.clone()));
		Map<String, String> fields = new HashMap<>();
		byte[] rest = binaryFields(input, fields);
		assertThat(frame != null).isEqualTo(rest != null);
		if (frame == null || rest == null) {
			return;
		}
		assertThat(Objects.requireNonNullElse(frame.joinRef(), "")).isEqualTo(fields.getOrDefault("join_ref", ""));
		assertThat(Objects.requireNonNullElse(frame.ref(), "")).isEqualTo(fields.getOrDefault("ref", ""));
		assertThat(frame.topic()).isEqualTo(fields.get("topic"));
		assertThat(frame.event()).isEqualTo(fields.getOrDefault("event", "phx_reply"));
		Payload payload = (frame.payload() instanceof Reply reply) ? reply.response() : frame.payload();
		assertThat(((BinaryPayload) payload).toByteArray()).isEqualTo(rest);
		assertThat(Arrays.copyOfRange(input, input.length - rest.length, input.length)).isEqualTo(rest);
		assertEncodedIsDecoded(V2, frame);
	}

	private static byte @Nullable [] binaryFields(byte[] input, Map<String, String> fields) {
		try {
			byte[] rest = IndependentReading.fields(input, SERVER_LAYOUTS, fields);
			int header = input.length - rest.length;
			// The lengths of the fields are bytes of any value, and no text.
			StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(input, 1 + SERVER_LAYOUTS.get((int) input[0]).size(),
						header - 1 - SERVER_LAYOUTS.get((int) input[0]).size()));
			boolean bounded = fields.values().stream().noneMatch((field) -> field.indexOf('\uFFFD') >= 0);
			return (bounded && !"phx_reply".equals(fields.get("event"))) ? rest : null;
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return null;
		}
	}

	@FuzzTest
	void whatIsWrittenIsRead(FuzzedDataProvider data) {
		String joinRef = data.consumeBoolean() ? data.consumeString(300) : null;
		String ref = data.consumeBoolean() ? data.consumeString(300) : null;
		String topic = data.consumeString(300);
		String event = data.consumeString(300);
		Payload payload = data.consumeBoolean() ? Payload.binary(data.consumeRemainingAsBytes())
				: Payload.json(data.consumeRemainingAsString());
		Frame frame = new Frame(joinRef, ref, topic, event, payload);
		assertEncodedIsDecoded(V1, frame);
		assertEncodedIsDecoded(V2, frame);
	}

	private static void assertEncodedIsDecoded(Codec codec, Frame frame) {
		WireMessage message;
		try {
			message = codec.encode(frame);
		}
		catch (CodecException ex) {
			assertThat(ex.getMessage()).isNotEmpty().hasSizeLessThan(200);
			return;
		}
		if (message instanceof WireMessage.Binary binary) {
			assertClientLayout(binary.bytes(), frame);
			return;
		}
		String text = ((WireMessage.Text) message).text();
		assertThat(isJson(text)).as(text).isTrue();
		if (!ReservedEvents.REPLY.equals(frame.event())) {
			boolean keepsJoinRef = codec == V2;
			Frame decoded = codec.decode(message);
			assertThat(decoded.ref()).isEqualTo(frame.ref());
			assertThat(decoded.topic()).isEqualTo(frame.topic());
			assertThat(decoded.event()).isEqualTo(frame.event());
			assertThat(((JsonPayload) decoded.payload()).json())
				.isEqualTo(((JsonPayload) frame.payload()).json().strip());
			if (keepsJoinRef) {
				assertThat(decoded.joinRef()).isEqualTo(frame.joinRef());
			}
		}
	}

	private static void assertClientLayout(byte[] bytes, Frame frame) {
		Map<String, String> fields = new HashMap<>();
		byte[] rest = IndependentReading.fields(bytes, CLIENT_LAYOUT, fields);
		assertThat(fields).isEqualTo(Map.of("join_ref", Objects.requireNonNullElse(frame.joinRef(), ""), "ref",
				Objects.requireNonNullElse(frame.ref(), ""), "topic", frame.topic(), "event", frame.event()));
		assertThat(rest).isEqualTo(((BinaryPayload) frame.payload()).toByteArray());
	}

	/**
	 * What is read, or null if it is refused. Anything but a {@link CodecException} is a
	 * finding.
	 */
	private static @Nullable Frame decode(Codec codec, WireMessage message) {
		try {
			return codec.decode(message);
		}
		catch (CodecException ex) {
			assertThat(ex.getMessage()).isNotEmpty().hasSizeLessThan(200);
			return null;
		}
	}

	private static long size(Frame frame) {
		Payload payload = (frame.payload() instanceof Reply reply) ? reply.response() : frame.payload();
		return length(frame.joinRef()) + length(frame.ref()) + length(frame.topic()) + length(frame.event())
				+ length(((JsonPayload) payload).json());
	}

	private static long length(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

}
