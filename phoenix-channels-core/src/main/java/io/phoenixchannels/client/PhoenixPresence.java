package io.phoenixchannels.client;

import java.util.function.Consumer;

import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceMeta;
import io.phoenixchannels.presence.PresenceState;

/**
 * Who is there on a topic, as Phoenix Presence tells it. Callbacks run like the topic's
 * handlers, one at a time and in order.
 */
public interface PhoenixPresence extends AutoCloseable {

	String topic();

	/**
	 * Everybody who is there, as far as it is known. An immutable picture.
	 */
	PresenceState state();

	/**
	 * Whether the state of the current join has come. It comes after each join: a
	 * presence that is asked for while the topic is joined already learns it with the
	 * next one.
	 */
	boolean isSynced();

	/**
	 * Hears every change. After a break, only what changed in between is told.
	 * @return closing it removes the callback
	 */
	PhoenixRegistration onChange(Consumer<? super PresenceChange> callback);

	/**
	 * Hears of those who join.
	 */
	default PhoenixRegistration onJoin(Consumer<? super PresenceChange.Joined> callback) {
		return onChange((change) -> {
			if (change instanceof PresenceChange.Joined joined) {
				callback.accept(joined);
			}
		});
	}

	/**
	 * Hears of those who leave.
	 */
	default PhoenixRegistration onLeave(Consumer<? super PresenceChange.Left> callback) {
		return onChange((change) -> {
			if (change instanceof PresenceChange.Left left) {
				callback.accept(left);
			}
		});
	}

	/**
	 * Hears of those whose presence changes.
	 */
	default PhoenixRegistration onUpdate(Consumer<? super PresenceChange.Updated> callback) {
		return onChange((change) -> {
			if (change instanceof PresenceChange.Updated updated) {
				callback.accept(updated);
			}
		});
	}

	/**
	 * Hears the whole state after each change of it.
	 */
	default PhoenixRegistration onSync(Consumer<? super PresenceState> callback) {
		return onChange((change) -> {
			if (change instanceof PresenceChange.Synced synced) {
				callback.accept(synced.state());
			}
		});
	}

	/**
	 * Reads the data of a meta as a value.
	 * @throws PayloadConversionException if it cannot be bound to that type
	 */
	<T> T read(PresenceMeta meta, Class<T> type);

	/**
	 * Stops following the topic's presence.
	 */
	@Override
	void close();

}
