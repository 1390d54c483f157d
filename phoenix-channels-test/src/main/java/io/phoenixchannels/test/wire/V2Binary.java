package io.phoenixchannels.test.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * The binary layouts of version 2.0.0. A client's push has a ref, a server's push has
 * none; sizes are one byte each and count bytes (recording
 * {@code binary_push_reply_broadcast}).
 */
final class V2Binary {

	private static final int PUSH = 0;

	private static final int REPLY = 1;

	private static final int BROADCAST = 2;

	private V2Binary() {
	}

	static Frame decodeClient(byte[] data) {
		Reader reader = new Reader(data, 4);
		if (reader.kind != PUSH) {
			throw new MalformedFrameException("A client may send no binary frame of kind " + reader.kind);
		}
		return new Frame(reader.text(), reader.text(), reader.text(), reader.text(), null, reader.rest(), null);
	}

	static Frame decodeServer(byte[] data) {
		int kind = (data.length > 0) ? data[0] : -1;
		Reader reader = new Reader(data, (kind == PUSH) ? 3 : (kind == REPLY) ? 4 : 2);
		if (kind == PUSH) {
			return new Frame(reader.text(), Json.NULL, reader.text(), reader.text(), null, reader.rest(), null);
		}
		if (kind == REPLY) {
			JsonNode joinRef = reader.text();
			JsonNode ref = reader.text();
			JsonNode topic = reader.text();
			String status = reader.text().stringValue();
			return new Frame(joinRef, ref, topic, StringNode.valueOf("phx_reply"), null, reader.rest(), status);
		}
		if (kind == BROADCAST) {
			return new Frame(Json.NULL, Json.NULL, reader.text(), reader.text(), null, reader.rest(), null);
		}
		throw new MalformedFrameException("No binary frame of a server has kind " + kind);
	}

	static Message push(JsonNode joinRef, String topic, String event, byte[] payload) {
		return frame(PUSH, payload, plain(joinRef), topic, event);
	}

	static Message reply(JsonNode joinRef, JsonNode ref, JsonNode topic, String status, byte[] payload) {
		return frame(REPLY, payload, plain(joinRef), plain(ref), plain(topic), status);
	}

	static Message broadcast(String topic, String event, byte[] payload) {
		return frame(BROADCAST, payload, topic, event);
	}

	/** Elixir's to_string: nothing for nil, the digits of a number. */
	private static String plain(JsonNode ref) {
		if (ref.isContainer()) {
			throw new UnsupportedPayloadException("A binary frame cannot carry a ref that is a list or an object");
		}
		return ref.isNull() ? "" : ref.asString();
	}

	private static Message frame(int kind, byte[] payload, String... fields) {
		ByteArrayOutputStream head = new ByteArrayOutputStream(64 + payload.length);
		head.write(kind);
		byte[][] encoded = new byte[fields.length][];
		for (int i = 0; i < fields.length; i++) {
			encoded[i] = fields[i].getBytes(StandardCharsets.UTF_8);
			if (encoded[i].length > 255) {
				throw new UnsupportedPayloadException("A field of a binary frame is limited to 255 bytes");
			}
			head.write(encoded[i].length);
		}
		for (byte[] field : encoded) {
			head.writeBytes(field);
		}
		head.writeBytes(payload);
		return Message.binary(head.toByteArray());
	}

	private static final class Reader {

		private final byte[] data;

		private final int kind;

		private int nextSize = 1;

		private int position;

		Reader(byte[] data, int fields) {
			this.data = data;
			this.position = 1 + fields;
			if (data.length < this.position) {
				throw new MalformedFrameException("A binary frame ends within its head");
			}
			this.kind = data[0];
		}

		JsonNode text() {
			int size = this.data[this.nextSize++] & 0xFF;
			byte[] field = slice(this.position, size);
			this.position += size;
			String text = Json.utf8(field);
			if (text == null) {
				throw new MalformedFrameException("A field of a binary frame is not UTF-8");
			}
			return StringNode.valueOf(text);
		}

		byte[] rest() {
			return slice(this.position, this.data.length - this.position);
		}

		private byte[] slice(int from, int size) {
			if (size < 0 || from + size > this.data.length) {
				throw new MalformedFrameException("A binary frame ends within its fields");
			}
			byte[] part = new byte[size];
			System.arraycopy(this.data, from, part, 0, size);
			return part;
		}

	}

}
