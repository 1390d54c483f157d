package io.phoenixchannels.presence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everybody who is there at one moment. Immutable.
 *
 * @param entries by key, which is any text the server's application chose
 */
public record PresenceState(Map<String, PresenceEntry> entries) {

	/**
	 * Nobody.
	 */
	public static final PresenceState EMPTY = new PresenceState(Map.of());

	/**
	 * Copies the entries, so that they never change.
	 */
	public PresenceState {
		entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
	}

	/**
	 * How many keys there are.
	 */
	public int size() {
		return this.entries.size();
	}

}
