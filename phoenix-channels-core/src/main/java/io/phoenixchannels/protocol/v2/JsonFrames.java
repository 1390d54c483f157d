package io.phoenixchannels.protocol.v2;

import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.JsonScanner;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * {@code [join_ref, ref, topic, event, payload]}. Further elements are ignored, as
 * Phoenix ignores them.
 */
final class JsonFrames {

	private JsonFrames() {
	}

	static Frame decode(String text) {
		JsonScanner scanner = new JsonScanner(text);
		scanner.expect('[');
		String joinRef = readRef(scanner);
		scanner.expect(',');
		String ref = readRef(scanner);
		scanner.expect(',');
		String topic = scanner.readString();
		scanner.expect(',');
		String event = scanner.readString();
		scanner.expect(',');
		Payload payload = ReservedEvents.REPLY.equals(event) ? readReply(scanner)
				: new JsonPayload(scanner.readRawValue());
		while (scanner.skipIf(',')) {
			scanner.skipValue();
		}
		scanner.expect(']');
		scanner.expectEnd();
		return new Frame(joinRef, ref, topic, event, payload);
	}

	private static @Nullable String readRef(JsonScanner scanner) {
		if (scanner.peek() == '"') {
			return scanner.readString();
		}
		String raw = scanner.readRawValue();
		return "null".equals(raw) ? null : raw;
	}

	private static Reply readReply(JsonScanner scanner) {
		String status = null;
		String response = null;
		for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
			switch (scanner.readName()) {
				case "status" -> status = scanner.readString();
				case "response" -> response = scanner.readRawValue();
				default -> scanner.skipValue();
			}
		}
		if (status == null || response == null) {
			throw new CodecException("A phx_reply has no 'status' or no 'response'");
		}
		return new Reply(status, new JsonPayload(response));
	}

	static String encode(Frame frame, JsonPayload payload) {
		rejectUnpairedSurrogates(frame.topic(), "topic");
		rejectUnpairedSurrogates(frame.event(), "event");
		rejectUnpairedSurrogates(payload.json(), "payload");
		StringBuilder text = new StringBuilder(
				payload.json().length() + frame.topic().length() + frame.event().length() + 32);
		text.append('[');
		writeString(frame.joinRef(), text).append(',');
		writeString(frame.ref(), text).append(',');
		writeString(frame.topic(), text).append(',');
		writeString(frame.event(), text).append(',');
		return text.append(payload.json()).append(']').toString();
	}

	private static StringBuilder writeString(@Nullable String value, StringBuilder text) {
		if (value == null) {
			return text.append("null");
		}
		text.append('"');
		JsonStringEncoder.getInstance().quoteAsString(value, text);
		return text.append('"');
	}

	/**
	 * Half a surrogate pair has no UTF-8 form: Phoenix would answer it by closing the
	 * whole socket with 1011, or 1007 (recording {@code malformed_frame}).
	 */
	private static void rejectUnpairedSurrogates(String text, String what) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isSurrogate(c)) {
				continue;
			}
			if (Character.isLowSurrogate(c) || i + 1 == text.length()
					|| !Character.isLowSurrogate(text.charAt(i + 1))) {
				throw new CodecException(
						"The " + what + " has half a surrogate pair at character " + i + ", which is no Unicode text");
			}
			i++;
		}
	}

}
