package io.phoenixchannels.json.binding;

import java.util.concurrent.atomic.AtomicReference;

import io.phoenixchannels.json.KnownNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads values of one type from JSON text, as a mapper is configured. May be used by
 * several threads at once.
 */
public final class JsonValueReader {

	/** For names of members, of which one type has few, and a map may have any. */
	private static final int KNOWN = 256;

	private final ObjectReader reader;

	private final @Nullable MapperContext context;

	private final KnownNames names = new KnownNames(KNOWN);

	/** The one that was used last, unless somebody uses it now. */
	private final AtomicReference<@Nullable JsonTextParser> spare = new AtomicReference<>();

	/**
	 * Creates one.
	 * @param mapper a mapper that {@link #prepare} returned
	 * @param reader of that mapper, for the type
	 */
	public JsonValueReader(JsonMapper mapper, ObjectReader reader) {
		this.reader = reader;
		this.context = isPlain(mapper) ? new MapperContext(mapper) : null;
	}

	/**
	 * A mapper that does the same and is quicker at it.
	 */
	public static JsonMapper prepare(JsonMapper mapper) {
		return mapper.rebuild().addModule(new FastBinding(writesTextsPlainly(mapper))).build();
	}

	/**
	 * Whether a mapper reads what is JSON and nothing else, from the text as it is: all
	 * others keep their own parser.
	 */
	private static boolean isPlain(JsonMapper mapper) {
		JsonFactory factory = mapper.tokenStreamFactory();
		return factory.getClass() == JsonFactory.class && factory.getInputDecorator() == null
				&& factory.getFormatReadFeatures() == new JsonFactory().getFormatReadFeatures()
				&& !factory.isEnabled(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
	}

	/**
	 * Whether a mapper writes texts as JSON does without further wishes.
	 */
	static boolean writesTextsPlainly(JsonMapper mapper) {
		JsonFactory factory = mapper.tokenStreamFactory();
		if (factory.getClass() != JsonFactory.class) {
			return false;
		}
		JsonFactoryBuilder settings = factory.rebuild();
		return settings.quoteChar() == '"' && settings.highestNonEscapedChar() == 0
				&& settings.characterEscapes() == null && !mapper.isEnabled(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
				&& !mapper.isEnabled(JsonWriteFeature.ESCAPE_NON_ASCII)
				&& mapper.isEnabled(JsonWriteFeature.WRITE_HEX_UPPER_CASE);
	}

	/**
	 * Reads a value that is a part of a text.
	 * @return null if it is the JSON null and the type has no other value for it
	 * @throws JacksonException if the part is no JSON, or does not fit the type
	 */
	public @Nullable Object read(String text, int start, int end) {
		if (this.context == null) {
			return this.reader.readValue(text.substring(start, end));
		}
		JsonTextParser parser = this.spare.getAndSet(null);
		if (parser == null) {
			parser = new JsonTextParser(this.context, this.names);
		}
		Object value = this.reader.readValue(parser.begin(text, start, end));
		// Not where it fails: the exception knows the parser.
		parser.end();
		this.spare.lazySet(parser);
		return value;
	}

}
