package io.phoenixchannels.client;

import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A message that came on a topic. Immutable.
 */
public final class PhoenixMessage {

	private final Frame frame;

	private final PayloadConverter converter;

	PhoenixMessage(Frame frame, PayloadConverter converter) {
		this.frame = frame;
		this.converter = converter;
	}

	/**
	 * A message that came earlier, or to another client, as from a store.
	 * @param converter of the client that is to read it
	 * @see PhoenixChannel#resumeAfter
	 */
	public static PhoenixMessage of(String topic, String event, Payload payload, PayloadConverter converter) {
		return new PhoenixMessage(new Frame(null, null, topic, event, payload), converter);
	}

	public String topic() {
		return this.frame.topic();
	}

	public String event() {
		return this.frame.event();
	}

	/**
	 * The payload as it came: JSON text or bytes.
	 */
	public Payload payload() {
		return this.frame.payload();
	}

	/**
	 * The payload as a value.
	 * @param type as in {@link PhoenixChannel#on(String, Class, PayloadHandler)}
	 * @throws PayloadConversionException if it cannot be bound to that type
	 */
	public <T> T payload(Class<T> type) {
		return this.converter.read(this.frame.payload(), type);
	}

	/**
	 * The payload as a value of a generic type.
	 * @throws PayloadConversionException if it cannot be bound to that type
	 */
	@SuppressWarnings("unchecked")
	public <T> T payload(TypeReference<T> type) {
		return (T) this.converter.read(this.frame.payload(), type.getType());
	}

	/**
	 * Null unless the message is a reply.
	 */
	public @Nullable String ref() {
		return this.frame.ref();
	}

	/**
	 * The ref of the join that the message belongs to; null on broadcasts.
	 */
	public @Nullable String joinRef() {
		return this.frame.joinRef();
	}

	/**
	 * Names topic and event, and says how long the payload is, not what is in it.
	 */
	@Override
	public String toString() {
		return this.frame.toString();
	}

}
