package io.phoenixchannels.client;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.phoenixchannels.json.binding.JsonValueReader;
import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns payloads into values and back, on one {@link JsonMapper}. Numbers are exact:
 * integers of any size, and decimals, which become {@link java.math.BigDecimal} where no
 * other type is asked for.
 */
public final class PayloadConverter {

	private final JsonMapper mapper;

	/**
	 * Reads and writes with a mapper, as it is configured.
	 */
	public PayloadConverter(JsonMapper mapper) {
		this.mapper = JsonValueReader.prepare(mapper);
	}

	/**
	 * Writes a value.
	 * @param value anything that Jackson writes, a {@link Payload}, {@code byte[]} or
	 * {@link ByteBuffer} for binary; null gives an empty object
	 * @throws IllegalArgumentException if it cannot be written
	 */
	public Payload write(@Nullable Object value) {
		if (value == null) {
			return Payload.EMPTY;
		}
		if (value instanceof Payload payload) {
			return payload;
		}
		if (value instanceof byte[] bytes) {
			return Payload.binary(bytes.clone());
		}
		if (value instanceof ByteBuffer buffer) {
			byte[] bytes = new byte[buffer.remaining()];
			buffer.duplicate().get(bytes);
			return Payload.binary(bytes);
		}
		try {
			return Payload.json(this.mapper.writeValueAsString(value));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"A " + value.getClass().getName() + " cannot be written as JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	/**
	 * Reads a payload as a type.
	 * @throws PayloadConversionException if it does not fit
	 */
	public <T> T read(Payload payload, Class<T> type) {
		return reader(type).read(payload);
	}

	/**
	 * Reads a payload as a generic type.
	 * @throws PayloadConversionException if it does not fit
	 */
	public Object read(Payload payload, Type type) {
		return reader(type).read(payload);
	}

	/**
	 * What reads payloads as one type, with everything looked up once that can be looked
	 * up once.
	 */
	public <T> Reader<T> reader(Class<T> type) {
		return new Reader<>(this.mapper.constructType(type));
	}

	/**
	 * As {@link #reader(Class)}, for a generic type.
	 */
	public Reader<Object> reader(Type type) {
		return new Reader<>(this.mapper.constructType(type));
	}

	/**
	 * Reads payloads as one type. May be used by several threads at once.
	 *
	 * @param <T> the type
	 */
	public final class Reader<T> {

		private final JavaType type;

		/**
		 * Null until the first payload: what Jackson needs to read a type would take
		 * longer than all else at the start of an application. Made twice if two threads
		 * are first.
		 */
		private volatile JsonPayload.@Nullable Reader<@Nullable Object> reader;

		private Reader(JavaType type) {
			this.type = type;
		}

		/**
		 * Reads a payload.
		 * @throws PayloadConversionException if it does not fit
		 */
		@SuppressWarnings("unchecked")
		public T read(Payload payload) {
			Object value = isPayload(payload) ? payload : convert(payload);
			if (value == null) {
				throw new PayloadConversionException("The JSON null cannot be bound to " + name());
			}
			return (T) value;
		}

		private boolean isPayload(Payload payload) {
			Class<?> raw = this.type.getRawClass();
			return Payload.class.isAssignableFrom(raw) && raw.isInstance(payload);
		}

		private @Nullable Object convert(Payload payload) {
			if (payload instanceof BinaryPayload binary) {
				return convert(binary);
			}
			JsonPayload json = (payload instanceof Reply reply) ? json(reply) : (JsonPayload) payload;
			Class<?> raw = this.type.getRawClass();
			if (raw == String.class && !json.isString()) {
				return json.json();
			}
			if (raw == byte[].class) {
				return json.json().getBytes(StandardCharsets.UTF_8);
			}
			if (raw == ByteBuffer.class) {
				return ByteBuffer.wrap(json.json().getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
			}
			return bind(json);
		}

		private @Nullable Object bind(JsonPayload json) {
			try {
				return json.read(reader());
			}
			catch (JacksonException ex) {
				throw new PayloadConversionException("The JSON payload cannot be bound to " + name() + where(ex));
			}
			catch (NumberFormatException | ArithmeticException ex) {
				// Jackson lets them through, with the number, where no BigDecimal can be.
				throw new PayloadConversionException(
						"The JSON payload cannot be bound to " + name() + ": a number is out of range");
			}
		}

		private JsonPayload.Reader<@Nullable Object> reader() {
			JsonPayload.Reader<@Nullable Object> reader = this.reader;
			if (reader == null) {
				// What nobody gave a type keeps its digits: 0.1 stays 0.1.
				reader = new JsonValueReader(PayloadConverter.this.mapper,
						PayloadConverter.this.mapper.readerFor(this.type)
							.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
							.without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES))::read;
				this.reader = reader;
			}
			return reader;
		}

		private Object convert(BinaryPayload binary) {
			Class<?> raw = this.type.getRawClass();
			if (raw == byte[].class) {
				return binary.toByteArray();
			}
			if (raw == ByteBuffer.class || raw == Object.class) {
				return binary.toByteBuffer();
			}
			throw new PayloadConversionException(
					"A binary payload cannot be bound to " + name() + ": ask for byte[] or ByteBuffer");
		}

		private JsonPayload json(Reply reply) {
			if (!(reply.response() instanceof JsonPayload response)) {
				throw new PayloadConversionException("A reply with a binary response cannot be bound to " + name());
			}
			return new JsonPayload("{\"response\":" + response.json() + ",\"status\":"
					+ PayloadConverter.this.mapper.writeValueAsString(reply.status()) + "}");
		}

		private String name() {
			return this.type.toCanonical();
		}

		/**
		 * Jackson's own message quotes the content, which may be secret.
		 */
		private static String where(JacksonException ex) {
			StringBuilder where = new StringBuilder();
			if (!ex.getPath().isEmpty()) {
				where.append(" at ").append(ex.getPathReference());
			}
			TokenStreamLocation location = ex.getLocation();
			if (location != null && location.getColumnNr() > 0) {
				where.append(" (column ").append(location.getColumnNr()).append(')');
			}
			return where.append(": ").append(ex.getClass().getSimpleName()).toString();
		}

	}

}
