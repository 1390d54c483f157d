package io.phoenixchannels.protocol.v1;

import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.JsonWriter;
import io.phoenixchannels.protocol.UnicodeText;
import io.phoenixchannels.protocol.WireMessage;

/**
 * Version 1.0.0: {@code {"topic", "event", "payload", "ref"}}, for servers that know no
 * other.
 * <p>
 * A {@code join_ref} is sent whenever a frame has one, though the version knows no such
 * key: Phoenix accepts it, and names it as the {@code ref} of the {@code phx_close} and
 * {@code phx_error} of that join (recording {@code channel_stop_with_join_ref}). So the
 * {@code ref} of these two events is decoded as the frame's {@code joinRef} as well,
 * which is what version 2 says of them; without it, nobody could tell the close of an old
 * join from that of the new one. Other frames of a server have no {@code joinRef}.
 * <p>
 * Bytes cannot be sent. A binary message that comes in is read as the text it holds, as
 * Phoenix does (recording {@code binary_on_v1}).
 */
public final class V1Codec implements Codec {

	@Override
	public String version() {
		return "1.0.0";
	}

	@Override
	public Frame decode(WireMessage message) {
		if (message instanceof WireMessage.Text text) {
			return ObjectReader.read(text.text());
		}
		byte[] bytes = ((WireMessage.Binary) message).bytes();
		return ObjectReader.read(UnicodeText.decode("binary message", bytes, 0, bytes.length));
	}

	@Override
	public WireMessage encode(Frame frame) {
		if (frame.payload() instanceof JsonPayload json) {
			return new WireMessage.Text(write(frame, json));
		}
		if (frame.payload() instanceof BinaryPayload) {
			throw new CodecException("Protocol version 1 has no binary payloads; version 2 has");
		}
		throw new CodecException("A client sends no replies");
	}

	private static String write(Frame frame, JsonPayload payload) {
		JsonWriter writer = new JsonWriter(frame.topic().length() + frame.event().length() + 72).raw("{\"topic\":")
			.string("topic", frame.topic())
			.raw(",\"event\":")
			.string("event", frame.event())
			.raw(",\"payload\":")
			.payload(payload)
			.raw(",\"ref\":")
			.string("ref", frame.ref());
		if (frame.joinRef() != null) {
			writer.raw(",\"join_ref\":").string("join_ref", frame.joinRef());
		}
		return writer.raw("}").text();
	}

}
