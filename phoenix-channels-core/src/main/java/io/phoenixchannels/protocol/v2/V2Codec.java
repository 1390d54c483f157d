package io.phoenixchannels.protocol.v2;

import io.phoenixchannels.protocol.BinaryPayload;
import io.phoenixchannels.protocol.Codec;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.WireMessage;

/**
 * Version 2.0.0: the default of Phoenix. JSON payloads go as text, byte payloads as
 * binary; both may be mixed on one connection, even between a push and its reply
 * (recording {@code binary_push_reply_broadcast}).
 */
public final class V2Codec implements Codec {

	@Override
	public String version() {
		return "2.0.0";
	}

	@Override
	public Frame decode(WireMessage message) {
		if (message instanceof WireMessage.Text text) {
			return JsonFrames.decode(text.text());
		}
		return BinaryFrames.decode(((WireMessage.Binary) message).bytes());
	}

	@Override
	public WireMessage encode(Frame frame) {
		if (frame.payload() instanceof JsonPayload json) {
			return new WireMessage.Text(JsonFrames.encode(frame, json));
		}
		if (frame.payload() instanceof BinaryPayload binary) {
			return new WireMessage.Binary(BinaryFrames.encode(frame, binary));
		}
		throw new CodecException("A client sends no replies");
	}

}
