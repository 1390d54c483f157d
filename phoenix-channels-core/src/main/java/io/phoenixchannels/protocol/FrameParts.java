package io.phoenixchannels.protocol;

import io.phoenixchannels.json.KnownNames;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a frame that look the same in every version's text.
 */
public final class FrameParts {

	/** Clients have many at once: 16 KB for all of them. */
	private static final KnownNames TOPICS = new KnownNames(4096);

	private static final KnownNames EVENTS = new KnownNames(256);

	private static final String[] REPLY_MEMBERS = { "response", "status" };

	private static final String[] STATUSES = { "ok", "error" };

	private FrameParts() {
	}

	/**
	 * A ref or join_ref. Phoenix echoes what it got, whatever its JSON type (recording
	 * {@code ref_types}).
	 */
	public static @Nullable String readRef(JsonScanner scanner) {
		switch (scanner.peek()) {
			case '"':
				return scanner.readString();
			case 'n':
				scanner.skipValue();
				return null;
			default:
				return scanner.readRawValue();
		}
	}

	/**
	 * A topic. Phoenix echoes what it got, whatever its JSON type (recording
	 * {@code malformed_frame}).
	 */
	public static String readTopic(JsonScanner scanner) {
		return (scanner.peek() == '"') ? scanner.readString(TOPICS) : scanner.readRawValue();
	}

	public static String readEvent(JsonScanner scanner) {
		return scanner.readString(EVENTS);
	}

	/**
	 * The payload that belongs to an event: a {@link Reply} for {@code phx_reply}, and
	 * JSON for all others.
	 */
	public static Payload readPayload(String event, JsonScanner scanner) {
		return ReservedEvents.REPLY.equals(event) ? readReply(scanner) : scanner.readPayload();
	}

	private static Reply readReply(JsonScanner scanner) {
		scanner.peek();
		int start = scanner.position();
		String status = null;
		JsonPayload response = null;
		for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
			switch (scanner.readName(REPLY_MEMBERS)) {
				case "status" -> status = readStatus(scanner);
				case "response" -> response = scanner.readPayload();
				default -> scanner.skipValue();
			}
		}
		if (status == null || response == null) {
			throw new CodecException("The phx_reply at character " + start + " has no '"
					+ ((status == null) ? "status" : "response") + "'");
		}
		return new Reply(status, response);
	}

	/**
	 * A status is an atom, and the atoms {@code true}, {@code false} and {@code nil} are
	 * no strings in JSON.
	 */
	private static String readStatus(JsonScanner scanner) {
		return switch (scanner.peek()) {
			case '"' -> scanner.readString(STATUSES);
			case 't', 'f', 'n' -> scanner.readRawValue();
			default -> throw new CodecException(
					"Expected the 'status' of a phx_reply as a string at character " + scanner.position());
		};
	}

}
