package io.phoenixchannels.json.binding;

import io.phoenixchannels.json.EightBytes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.WriterBasedJsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Writes long texts as Jackson does, which looks at each character and copies it alone.
 * Here what is not to be escaped is found eight characters at a time, and copied whole.
 * For mappers that write texts as JSON does without further wishes.
 */
final class LongTextSerializer extends ValueSerializer<Object> {

	/** From here on it pays. */
	private static final int LONG = 256;

	/** Where one of so many characters is to be escaped, Jackson is as quick. */
	private static final int DENSE = 16;

	private static final int CHUNK = 2048;

	private final ValueSerializer<Object> jackson;

	LongTextSerializer(ValueSerializer<Object> jackson) {
		this.jackson = jackson;
	}

	@Override
	public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
		String text = (String) value;
		if (text.length() < LONG || generator.getClass() != WriterBasedJsonGenerator.class || isDense(text)) {
			this.jackson.serialize(value, generator, context);
			return;
		}
		generator.writeRawValue("\"");
		write(text, generator);
		generator.writeRaw('"');
	}

	private static boolean isDense(String text) {
		int found = 0;
		for (int i = 0; i < LONG; i++) {
			found += isEscaped(text.charAt(i)) ? 1 : 0;
		}
		return found >= LONG / DENSE;
	}

	@SuppressWarnings("deprecation") // the lower bytes are just what is wanted
	private static void write(String text, JsonGenerator generator) {
		byte[] chunk = new byte[CHUNK];
		int written = 0;
		for (int from = 0; from < text.length(); from += CHUNK) {
			int to = Math.min(from + CHUNK, text.length());
			text.getBytes(from, to, chunk, 0);
			for (int eight = from; eight < to; eight += Long.BYTES) {
				// Behind the end are bytes of the chunk before.
				if (mayAnyBeEscaped(EightBytes.at(chunk, eight - from))) {
					written = write(text, written, eight, Math.min(eight + Long.BYTES, to), generator);
				}
			}
		}
		generator.writeRaw(text, written, text.length() - written);
	}

	/**
	 * Writes what is to be escaped between two places, and what comes before it.
	 * @return up to where all is written
	 */
	private static int write(String text, int written, int from, int to, JsonGenerator generator) {
		int end = written;
		for (int i = from; i < to; i++) {
			if (isEscaped(text.charAt(i))) {
				generator.writeRaw(text, end, i - end);
				StringBuilder escape = new StringBuilder();
				JsonStringEncoder.getInstance().quoteAsString(text.substring(i, i + 1), escape);
				generator.writeRaw(escape.toString());
				end = i + 1;
			}
		}
		return end;
	}

	private static boolean mayAnyBeEscaped(long eight) {
		return (EightBytes.controls(eight) | EightBytes.those(eight, '"') | EightBytes.those(eight, '\\')) != 0;
	}

	private static boolean isEscaped(char c) {
		return c < ' ' || c == '"' || c == '\\';
	}

	@Override
	public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
			TypeSerializer types) {
		this.jackson.serializeWithType(value, generator, context, types);
	}

	@Override
	public boolean isEmpty(SerializationContext context, Object value) {
		return this.jackson.isEmpty(context, value);
	}

	@Override
	public Class<?> handledType() {
		return String.class;
	}

	@Override
	public void acceptJsonFormatVisitor(JsonFormatVisitorWrapper visitor, JavaType type) {
		this.jackson.acceptJsonFormatVisitor(visitor, type);
	}

}
