package io.phoenixchannels.boot.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What an operator can ask for.
 */
enum ClientAction {

	/**
	 * To want a topic.
	 */
	JOIN,

	/**
	 * No longer to want a topic, whoever else does.
	 */
	LEAVE,

	/**
	 * New connections, with fresh credentials.
	 */
	RECONNECT,

	/**
	 * To start a listener.
	 */
	START,

	/**
	 * To stop a listener.
	 */
	STOP,

	/**
	 * To pause a listener.
	 */
	PAUSE,

	/**
	 * To end the pause of a listener.
	 */
	RESUME;

	static ClientAction of(@Nullable String name) {
		return Arrays.stream(values())
			.filter((action) -> action.text().equalsIgnoreCase(name))
			.findFirst()
			.orElseThrow(() -> PhoenixEndpointException
				.badRequest(((name != null) ? "There is no action '" + name + "'" : "The parameter action is missing")
						+ "; there are " + names()));
	}

	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	private static List<String> names() {
		return Arrays.stream(values()).map(ClientAction::text).toList();
	}

}
