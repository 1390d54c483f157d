package io.phoenixchannels.protocol.v2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.ReservedEvents;
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
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		require(buffer, 1);
		byte kind = buffer.get();
		return switch (kind) {
			case PUSH -> decodePush(buffer);
			case REPLY -> decodeReply(buffer);
			case BROADCAST -> decodeBroadcast(buffer);
			default -> throw new CodecException("Unknown kind of binary frame: " + kind);
		};
	}

	private static Frame decodePush(ByteBuffer buffer) {
		int[] lengths = readLengths(buffer, 3);
		String joinRef = readField(buffer, lengths[0]);
		String topic = readField(buffer, lengths[1]);
		String event = readField(buffer, lengths[2]);
		return new Frame(emptyToNull(joinRef), null, topic, event, readPayload(buffer));
	}

	private static Frame decodeReply(ByteBuffer buffer) {
		int[] lengths = readLengths(buffer, 4);
		String joinRef = readField(buffer, lengths[0]);
		String ref = readField(buffer, lengths[1]);
		String topic = readField(buffer, lengths[2]);
		String status = readField(buffer, lengths[3]);
		Reply reply = new Reply(status, readPayload(buffer));
		return new Frame(emptyToNull(joinRef), emptyToNull(ref), topic, ReservedEvents.REPLY, reply);
	}

	private static Frame decodeBroadcast(ByteBuffer buffer) {
		int[] lengths = readLengths(buffer, 2);
		String topic = readField(buffer, lengths[0]);
		String event = readField(buffer, lengths[1]);
		return new Frame(null, null, topic, event, readPayload(buffer));
	}

	private static int[] readLengths(ByteBuffer buffer, int count) {
		require(buffer, count);
		int[] lengths = new int[count];
		int sum = 0;
		for (int i = 0; i < count; i++) {
			lengths[i] = Byte.toUnsignedInt(buffer.get());
			sum += lengths[i];
		}
		require(buffer, sum);
		return lengths;
	}

	private static void require(ByteBuffer buffer, int count) {
		if (buffer.remaining() < count) {
			throw new CodecException("A binary frame of " + buffer.limit() + " bytes is shorter than its header says");
		}
	}

	private static String readField(ByteBuffer buffer, int length) {
		String field = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
		buffer.position(buffer.position() + length);
		return field;
	}

	private static @Nullable String emptyToNull(String field) {
		return field.isEmpty() ? null : field;
	}

	private static BinaryPayload readPayload(ByteBuffer buffer) {
		byte[] payload = new byte[buffer.remaining()];
		buffer.get(payload);
		return Payload.binary(payload);
	}

	static byte[] encode(Frame frame, BinaryPayload payload) {
		byte[] joinRef = field("join_ref", frame.joinRef());
		byte[] ref = field("ref", frame.ref());
		byte[] topic = field("topic", frame.topic());
		byte[] event = field("event", frame.event());
		int header = 5 + joinRef.length + ref.length + topic.length + event.length;
		return ByteBuffer.allocate(header + payload.size())
			.put(PUSH)
			.put((byte) joinRef.length)
			.put((byte) ref.length)
			.put((byte) topic.length)
			.put((byte) event.length)
			.put(joinRef)
			.put(ref)
			.put(topic)
			.put(event)
			.put(payload.toByteBuffer())
			.array();
	}

	private static byte[] field(String name, @Nullable String value) {
		if (value == null) {
			return NOTHING;
		}
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > MAX_FIELD_LENGTH) {
			throw new CodecException("A binary frame carries at most " + MAX_FIELD_LENGTH + " bytes of " + name
					+ ", but this one has " + bytes.length);
		}
		return bytes;
	}

}
