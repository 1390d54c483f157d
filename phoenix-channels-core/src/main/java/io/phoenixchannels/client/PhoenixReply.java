package io.phoenixchannels.client;

import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.ShownText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The server's reply to a push or a join. Immutable.
 */
public final class PhoenixReply {

	private final Reply reply;

	private final PayloadConverter converter;

	PhoenixReply(Reply reply, PayloadConverter converter) {
		this.reply = reply;
		this.converter = converter;
	}

	/**
	 * A reply as it is told by a {@link io.phoenixchannels.session.Notice notice}.
	 * @param converter of the client that got it
	 */
	public static PhoenixReply of(Reply reply, PayloadConverter converter) {
		return new PhoenixReply(reply, converter);
	}

	/**
	 * {@code ok}, {@code error}, or whatever the server's channel chose.
	 */
	public String status() {
		return this.reply.status();
	}

	/**
	 * Whether the status is {@code ok}.
	 */
	public boolean isOk() {
		return this.reply.isOk();
	}

	/**
	 * The response as it came: JSON text, which may be {@code null}, or bytes.
	 */
	public Payload response() {
		return this.reply.response();
	}

	/**
	 * The response as a value.
	 * @throws PayloadConversionException if it cannot be bound to that type
	 */
	public <T> T response(Class<T> type) {
		return this.converter.read(this.reply.response(), type);
	}

	/**
	 * The response as a value of a generic type.
	 * @throws PayloadConversionException if it cannot be bound to that type
	 */
	@SuppressWarnings("unchecked")
	public <T> T response(TypeReference<T> type) {
		return (T) this.converter.read(this.reply.response(), type.getType());
	}

	/**
	 * The text of the response's member {@code reason}, which is how Phoenix explains an
	 * error; null if there is none.
	 */
	public @Nullable String reason() {
		return this.reply.reason();
	}

	@Override
	public String toString() {
		return ShownText.of(this.reply.status()) + ", " + this.reply.response();
	}

}
