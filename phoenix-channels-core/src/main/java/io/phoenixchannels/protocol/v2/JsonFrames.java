package io.phoenixchannels.protocol.v2;

import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.FrameParts;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.JsonScanner;
import io.phoenixchannels.protocol.JsonWriter;
import io.phoenixchannels.protocol.Payload;

/**
 * {@code [join_ref, ref, topic, event, payload]}. Further elements are ignored, as
 * Phoenix ignores them.
 */
final class JsonFrames {

	/** How Phoenix begins what comes most: a broadcast has neither join_ref nor ref. */
	private static final String BROADCAST = "[null,null,";

	private JsonFrames() {
	}

	static Frame decode(String text) {
		JsonScanner scanner = new JsonScanner(text);
		String joinRef = null;
		String ref = null;
		if (!scanner.skipIf(BROADCAST)) {
			scanner.expect('[');
			joinRef = FrameParts.readRef(scanner);
			expectElement(scanner, "ref");
			ref = FrameParts.readRef(scanner);
			expectElement(scanner, "topic");
		}
		String topic = FrameParts.readTopic(scanner);
		expectElement(scanner, "event");
		String event = FrameParts.readEvent(scanner);
		expectElement(scanner, "payload");
		Payload payload = FrameParts.readPayload(event, scanner);
		while (scanner.skipIf(',')) {
			scanner.skipValue();
		}
		scanner.expect(']');
		scanner.expectEnd();
		return new Frame(joinRef, ref, topic, event, payload);
	}

	private static void expectElement(JsonScanner scanner, String name) {
		if (!scanner.skipIf(',')) {
			if (scanner.peek() == ']') {
				throw new CodecException("The array ends at character " + scanner.position() + ", before its " + name);
			}
			scanner.expect(',');
		}
	}

	static String encode(Frame frame, JsonPayload payload) {
		return new JsonWriter(frame.topic().length() + frame.event().length() + 32).raw("[")
			.string("join_ref", frame.joinRef())
			.raw(",")
			.string("ref", frame.ref())
			.raw(",")
			.string("topic", frame.topic())
			.raw(",")
			.string("event", frame.event())
			.raw(",")
			.payload(payload)
			.raw("]")
			.text();
	}

}
