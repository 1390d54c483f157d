package io.phoenixchannels.protocol.v1;

import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.Frame;
import io.phoenixchannels.protocol.FrameParts;
import io.phoenixchannels.protocol.JsonScanner;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object, whose members may come in any order. Unknown ones are ignored, and of
 * those that share a name the last one counts, as with Phoenix.
 */
final class ObjectReader {

	private static final String[] MEMBERS = { "event", "payload", "ref", "topic" };

	private static final int ABSENT = -1;

	private final JsonScanner scanner;

	private @Nullable String topic;

	private @Nullable String event;

	private @Nullable String ref;

	/**
	 * What is in the payload depends on the event, which may come later.
	 */
	private int payloadPosition = ABSENT;

	private ObjectReader(String text) {
		this.scanner = new JsonScanner(text);
	}

	static Frame read(String text) {
		return new ObjectReader(text).read();
	}

	private Frame read() {
		for (boolean more = this.scanner.enterObject(); more; more = this.scanner.nextMember()) {
			switch (this.scanner.readName(MEMBERS)) {
				case "topic" -> this.topic = FrameParts.readTopic(this.scanner);
				case "event" -> this.event = FrameParts.readEvent(this.scanner);
				case "ref" -> this.ref = FrameParts.readRef(this.scanner);
				case "payload" -> {
					this.payloadPosition = this.scanner.position();
					this.scanner.skipValue();
				}
				default -> this.scanner.skipValue();
			}
		}
		this.scanner.expectEnd();
		return frame();
	}

	private Frame frame() {
		if (this.topic == null) {
			throw missing("topic");
		}
		if (this.event == null) {
			throw missing("event");
		}
		if (this.payloadPosition == ABSENT) {
			throw missing("payload");
		}
		this.scanner.moveTo(this.payloadPosition);
		Payload payload = FrameParts.readPayload(this.event, this.scanner);
		boolean endsJoin = ReservedEvents.CLOSE.equals(this.event) || ReservedEvents.ERROR.equals(this.event);
		return new Frame(endsJoin ? this.ref : null, this.ref, this.topic, this.event, payload);
	}

	private CodecException missing(String name) {
		return new CodecException(
				"The object that ends at character " + this.scanner.position() + " has no '" + name + "'");
	}

}
