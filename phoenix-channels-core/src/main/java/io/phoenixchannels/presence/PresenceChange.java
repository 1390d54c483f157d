package io.phoenixchannels.presence;

import java.util.List;

/**
 * Something that changed in a topic's presence.
 */
public sealed interface PresenceChange {

	/**
	 * Somebody joined, or joined once more.
	 *
	 * @param entry all of this key's presences now
	 * @param joined the new ones
	 */
	record Joined(String key, PresenceEntry entry, List<PresenceMeta> joined) implements PresenceChange {

		/**
		 * Whether the key was not there before.
		 */
		public boolean isFirst() {
			return this.entry.metas().size() == this.joined.size();
		}

	}

	/**
	 * Somebody left, with some or all presences.
	 *
	 * @param entry what remains of this key's presences
	 * @param left those that are gone
	 */
	record Left(String key, PresenceEntry entry, List<PresenceMeta> left) implements PresenceChange {

		/**
		 * Whether the key is not there any more.
		 */
		public boolean isLast() {
			return this.entry.metas().isEmpty();
		}

	}

	/**
	 * A presence of somebody changed.
	 *
	 * @param entry all of this key's presences now
	 * @param before what it was
	 * @param after what it is
	 */
	record Updated(String key, PresenceEntry entry, PresenceMeta before, PresenceMeta after) implements PresenceChange {
	}

	/**
	 * The state is complete again: after the first state of a join, and after each diff.
	 */
	record Synced(PresenceState state) implements PresenceChange {
	}

}
