package io.phoenixchannels.protocol;

import java.util.Set;

/**
 * The events and the topic that belong to the protocol itself.
 */
public final class ReservedEvents {

	public static final String JOIN = "phx_join";

	public static final String LEAVE = "phx_leave";

	public static final String REPLY = "phx_reply";

	public static final String ERROR = "phx_error";

	public static final String CLOSE = "phx_close";

	public static final String HEARTBEAT = "heartbeat";

	/**
	 * The topic of heartbeats. No channel can be joined there.
	 */
	public static final String PHOENIX_TOPIC = "phoenix";

	private static final Set<String> ALL = Set.of(JOIN, LEAVE, REPLY, ERROR, CLOSE, HEARTBEAT);

	private ReservedEvents() {
	}

	/**
	 * Whether the library handles this event itself, so that an application can observe
	 * but not send it.
	 */
	public static boolean contains(String event) {
		return ALL.contains(event);
	}

}
