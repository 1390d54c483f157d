package io.phoenixchannels.test.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * JSON as Phoenix reads and writes it: strict on input, lone surrogates included; raw
 * UTF-8 with sorted keys and Erlang's floats on output.
 */
public final class Json {

	/** JSON null: what an absent ref is. */
	public static final JsonNode NULL = NullNode.getInstance();

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(5000).maxNumberLength(1_000_000).build())
			.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
			.disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
			.build())
		.enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	private static final ObjectWriter WRITER = MAPPER.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

	private Json() {
	}

	/**
	 * Parses one JSON document.
	 * @throws MalformedFrameException if it is not exactly one valid document
	 */
	public static JsonNode parse(String text) {
		if (hasLoneSurrogateEscape(text)) {
			throw new MalformedFrameException("A surrogate is escaped without its other half");
		}
		JsonNode tree;
		try {
			tree = MAPPER.readTree(text);
		}
		catch (JacksonException ex) {
			throw new MalformedFrameException("Not a JSON document", ex);
		}
		if (tree.isMissingNode()) {
			throw new MalformedFrameException("Empty where a JSON document is expected");
		}
		return tree;
	}

	/**
	 * Decodes UTF-8 strictly.
	 * @return the text, or {@code null} if the bytes are no UTF-8
	 */
	public static @Nullable String utf8(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	/**
	 * Turns any value Jackson can write into a tree.
	 */
	public static JsonNode tree(@Nullable Object value) {
		if (value instanceof JsonNode node) {
			return node;
		}
		return (value != null) ? MAPPER.valueToTree(value) : NULL;
	}

	/**
	 * Binds a tree to a type.
	 */
	public static <T> T bind(JsonNode tree, Class<T> type) {
		return MAPPER.treeToValue(tree, type);
	}

	/**
	 * Writes one value as a document.
	 */
	public static byte[] write(@Nullable Object value) {
		return document((json) -> json.value(value));
	}

	static byte[] document(Content content) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
		try (Output json = new Output(MAPPER.createGenerator(bytes))) {
			content.writeTo(json);
		}
		try {
			bytes.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static boolean hasLoneSurrogateEscape(String text) {
		int at = text.indexOf("\\u");
		if (at < 0) {
			return false;
		}
		boolean highBefore = false;
		for (int i = text.indexOf('\\'); i < text.length(); i++) {
			boolean escape = text.charAt(i) == '\\';
			int unit = escape ? escapedUnit(text, i) : -1;
			boolean low = unit >= 0xDC00 && unit <= 0xDFFF;
			if (low != highBefore) {
				return true;
			}
			highBefore = unit >= 0xD800 && unit <= 0xDBFF;
			if (escape) {
				i += (unit >= 0) ? 5 : 1;
			}
		}
		return highBefore;
	}

	private static int escapedUnit(String text, int at) {
		if (at + 6 > text.length() || text.charAt(at + 1) != 'u') {
			return -1;
		}
		try {
			return Integer.parseInt(text, at + 2, at + 6, 16);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/** What stands in a document. */
	interface Content {

		void writeTo(Output json);

	}

	/** A generator that writes floats as the BEAM does. */
	static final class Output extends JsonGeneratorDelegate {

		Output(JsonGenerator generator) {
			super(generator, false);
		}

		void value(@Nullable Object value) {
			if (value instanceof String text) {
				writeString(text);
			}
			else if (value == null) {
				writeNull();
			}
			else {
				WRITER.writeValue(this, value);
			}
		}

		void property(String name, @Nullable Object value) {
			writeName(name);
			value(value);
		}

		@Override
		public JsonGenerator writeNumber(double number) {
			return Double.isFinite(number) ? super.writeNumber(FloatText.of(number)) : super.writeNumber(number);
		}

		@Override
		public JsonGenerator writeNumber(float number) {
			return writeNumber((double) number);
		}

	}

}
