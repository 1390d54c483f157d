package io.phoenixchannels.protocol.v2;

import java.util.Arrays;

import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.protocol.UnicodeText;
import org.jspecify.annotations.Nullable;

/**
 * The binary layouts: a kind, the lengths of the header's fields in UTF-8 bytes (one byte
 * each), the fields, and the payload as the rest. What a client sends has a ref; what a
 * server pushes under the same kind has none.
 */
final class BinaryFrames {

	private static final byte PUSH = 0;

	private static final byte REPLY = 1;

	private static final byte BROADCAST = 2;

	private static final int MAX_FIELD_LENGTH = 255;

	private static final byte[] NOTHING = {};

	private BinaryFrames() {
	}

	static Frame decode(byte[] bytes) {
		if (bytes.length == 0) {
			throw new CodecException("A binary frame without a byte");
		}
		return switch (bytes[0]) {
			case PUSH -> decodePush(new Header(bytes, 3));
			case REPLY -> decodeReply(new Header(bytes, 4));
			case BROADCAST -> decodeBroadcast(new Header(bytes, 2));
			default -> throw new CodecException("Unknown kind of binary frame: " + Byte.toUnsignedInt(bytes[0]));
		};
	}

	private static Frame decodePush(Header header) {
		String joinRef = header.nextRef("join_ref");
		String topic = header.next("topic");
		String event = nextEvent(header);
		return new Frame(joinRef, null, topic, event, header.rest());
	}

	private static Frame decodeReply(Header header) {
		String joinRef = header.nextRef("join_ref");
		String ref = header.nextRef("ref");
		String topic = header.next("topic");
		String status = header.next("status");
		return new Frame(joinRef, ref, topic, ReservedEvents.REPLY, new Reply(status, header.rest()));
	}

	private static Frame decodeBroadcast(Header header) {
		String topic = header.next("topic");
		String event = nextEvent(header);
		return new Frame(null, null, topic, event, header.rest());
	}

	private static String nextEvent(Header header) {
		String event = header.next("event");
		if (ReservedEvents.REPLY.equals(event)) {
			throw new CodecException("A phx_reply in a binary frame of another kind");
		}
		return event;
	}

	static byte[] encode(Frame frame, BinaryPayload payload) {
		byte[] joinRef = field("join_ref", frame.joinRef());
		byte[] ref = field("ref", frame.ref());
		byte[] topic = field("topic", frame.topic());
		byte[] event = field("event", frame.event());
		byte[] bytes = new byte[5 + joinRef.length + ref.length + topic.length + event.length + payload.size()];
		bytes[0] = PUSH;
		int position = 5;
		int index = 1;
		for (byte[] field : new byte[][] { joinRef, ref, topic, event }) {
			bytes[index++] = (byte) field.length;
			System.arraycopy(field, 0, bytes, position, field.length);
			position += field.length;
		}
		payload.toByteBuffer().get(bytes, position, payload.size());
		return bytes;
	}

	private static byte[] field(String name, @Nullable String value) {
		if (value == null) {
			return NOTHING;
		}
		byte[] bytes = UnicodeText.encode(name, value);
		if (bytes.length > MAX_FIELD_LENGTH) {
			throw new CodecException("A binary frame carries at most " + MAX_FIELD_LENGTH + " bytes of " + name
					+ ", but this one has " + bytes.length);
		}
		return bytes;
	}

	/**
	 * Reads field after field; their lengths stand one after another behind the kind.
	 */
	private static final class Header {

		private final byte[] bytes;

		private int nextLength = 1;

		private int nextField;

		Header(byte[] bytes, int fields) {
			this.bytes = bytes;
			this.nextField = 1 + fields;
			int end = this.nextField;
			for (int i = 1; i <= fields && i < bytes.length; i++) {
				end += Byte.toUnsignedInt(bytes[i]);
			}
			if (end > bytes.length) {
				throw new CodecException(
						"A binary frame of " + bytes.length + " bytes is shorter than its header: " + end);
			}
		}

		String next(String name) {
			int length = Byte.toUnsignedInt(this.bytes[this.nextLength++]);
			String field = UnicodeText.decode(name, this.bytes, this.nextField, length);
			this.nextField += length;
			return field;
		}

		/**
		 * Phoenix writes null as nothing.
		 */
		@Nullable String nextRef(String name) {
			String ref = next(name);
			return ref.isEmpty() ? null : ref;
		}

		BinaryPayload rest() {
			return Payload.binary(Arrays.copyOfRange(this.bytes, this.nextField, this.bytes.length));
		}

	}

}
