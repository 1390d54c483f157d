package io.phoenixchannels.test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.phoenixchannels.test.server.Application.FrameKind;
import io.phoenixchannels.test.wire.Frame;
import io.phoenixchannels.test.wire.Json;
import io.phoenixchannels.test.wire.MalformedFrameException;
import io.phoenixchannels.test.wire.Message;
import io.phoenixchannels.test.wire.WireFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One WebSocket frame that passed the server, raw and decoded. A frame that is no Phoenix
 * message has no topic, event, refs or payload.
 */
public final class LoggedFrame {

	/** Which way a frame went. */
	public enum Direction {

		/** Sent by the client. */
		FROM_CLIENT,

		/** Sent by the server. */
		TO_CLIENT

	}

	/** What kind of frame it is; fragments are put together. */
	public enum Kind {

		/** A text message. */
		TEXT,

		/** A binary message. */
		BINARY,

		/** A ping. */
		PING,

		/** A pong. */
		PONG,

		/** A close frame. */
		CLOSE

	}

	private final Instant at = Instant.now();

	private final ServerConnection connection;

	private final Direction direction;

	private final FrameKind kind;

	private final byte[] data;

	private final WireFormat format;

	private volatile boolean decoded;

	private volatile @Nullable Frame frame;

	LoggedFrame(ServerConnection connection, boolean fromClient, FrameKind kind, byte[] data, WireFormat format) {
		this.connection = connection;
		this.direction = fromClient ? Direction.FROM_CLIENT : Direction.TO_CLIENT;
		this.kind = kind;
		this.data = data;
		this.format = format;
	}

	public Instant at() {
		return this.at;
	}

	public ServerConnection connection() {
		return this.connection;
	}

	public Direction direction() {
		return this.direction;
	}

	public boolean isFromClient() {
		return this.direction == Direction.FROM_CLIENT;
	}

	public boolean isToClient() {
		return this.direction == Direction.TO_CLIENT;
	}

	public Kind kind() {
		return Kind.valueOf(this.kind.name());
	}

	int size() {
		return this.data.length;
	}

	/**
	 * The raw bytes.
	 */
	public byte[] data() {
		return this.data.clone();
	}

	/**
	 * The raw text.
	 */
	public String text() {
		return new String(this.data, StandardCharsets.UTF_8);
	}

	/**
	 * The code of a close frame, 1005 if it has none.
	 * @throws IllegalStateException if this is no close frame
	 */
	public int closeCode() {
		if (this.kind != FrameKind.CLOSE) {
			throw new IllegalStateException("Not a close frame: " + this);
		}
		return (this.data.length < 2) ? 1005 : ((this.data[0] & 0xFF) << 8) | (this.data[1] & 0xFF);
	}

	/**
	 * Whether this is a Phoenix message of this event.
	 */
	public boolean isEvent(String event) {
		Frame frame = frame();
		return frame != null && frame.isEvent(event);
	}

	/**
	 * Whether this is a Phoenix message on this topic.
	 */
	public boolean isOn(String topic) {
		return topic.equals(topic());
	}

	public @Nullable String topic() {
		Frame frame = frame();
		return (frame != null) ? frame.topicText() : null;
	}

	public @Nullable String event() {
		Frame frame = frame();
		return (frame != null && frame.event().isString()) ? frame.event().stringValue() : null;
	}

	/**
	 * The join_ref with its JSON type; a JSON null if there is none.
	 */
	public JsonNode joinRef() {
		Frame frame = frame();
		return (frame != null) ? frame.joinRef() : Json.NULL;
	}

	/**
	 * The ref with its JSON type; a JSON null if there is none.
	 */
	public JsonNode ref() {
		Frame frame = frame();
		return (frame != null) ? frame.ref() : Json.NULL;
	}

	/**
	 * The payload; a JSON null if it is binary.
	 */
	public JsonNode payload() {
		Frame frame = frame();
		return (frame != null && frame.json() != null) ? frame.json() : Json.NULL;
	}

	/**
	 * The payload as a type: {@code byte[]} for a binary one, any that Jackson can bind
	 * for JSON.
	 */
	public <T> T payload(Class<T> type) {
		byte[] bytes = bytes();
		if (bytes != null && type == byte[].class) {
			return type.cast(bytes);
		}
		return Json.bind(payload(), type);
	}

	/**
	 * The binary payload, {@code null} if it is JSON.
	 */
	public byte @Nullable [] bytes() {
		Frame frame = frame();
		return (frame != null) ? frame.bytes() : null;
	}

	/**
	 * The status of a reply, {@code null} for any other frame.
	 */
	public @Nullable String status() {
		Frame frame = frame();
		if (frame == null || !frame.isEvent("phx_reply")) {
			return null;
		}
		return (frame.status() != null) ? frame.status() : payload().path("status").asString(null);
	}

	private @Nullable Frame frame() {
		if (!this.decoded) {
			this.frame = decode();
			this.decoded = true;
		}
		return this.frame;
	}

	private @Nullable Frame decode() {
		if (this.kind != FrameKind.TEXT && this.kind != FrameKind.BINARY) {
			return null;
		}
		Message message = new Message(this.kind == FrameKind.TEXT, this.data);
		try {
			return isFromClient() ? this.format.decode(message) : this.format.decodeServer(message);
		}
		catch (MalformedFrameException ex) {
			return null;
		}
	}

	/**
	 * Names the head of the frame, and the status of a reply; never its payload.
	 */
	@Override
	public String toString() {
		Frame frame = frame();
		String head = (frame != null) ? frame.toString()
				: this.kind + ((this.kind == FrameKind.CLOSE) ? " " + closeCode() : "");
		String status = status();
		return this.connection.id() + (isFromClient() ? " > " : " < ") + head + ((status != null) ? " " + status : "");
	}

}
