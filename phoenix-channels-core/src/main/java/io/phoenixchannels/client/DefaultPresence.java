package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import io.phoenixchannels.presence.PresenceChange;
import io.phoenixchannels.presence.PresenceMeta;
import io.phoenixchannels.presence.PresenceState;
import io.phoenixchannels.presence.PresenceTracker;
import io.phoenixchannels.protocol.CodecException;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a tracker with the messages of its topic, and tells what they change. The tracker
 * is touched by the topic's handlers only, which run one at a time.
 */
final class DefaultPresence implements PhoenixPresence {

	static final String STATE = "presence_state";

	private static final String DIFF = "presence_diff";

	/**
	 * What a presence has to hear.
	 */
	static final List<String> EVENTS = List.of(ReservedEvents.REPLY, STATE, DIFF);

	private final String topic;

	private final PayloadConverter converter;

	private final Runnable whenClosed;

	private final PresenceTracker tracker = new PresenceTracker();

	private final List<Consumer<? super PresenceChange>> callbacks = new CopyOnWriteArrayList<>();

	private final List<PhoenixRegistration> registrations = new ArrayList<>();

	private volatile PresenceState state = PresenceState.EMPTY;

	private volatile boolean synced;

	/**
	 * Creates one that hears nothing by itself.
	 */
	DefaultPresence(String topic, PayloadConverter converter, Runnable whenClosed) {
		this.topic = topic;
		this.converter = converter;
		this.whenClosed = whenClosed;
	}

	/**
	 * Creates one that hears its channel until it is closed.
	 */
	static DefaultPresence of(PhoenixChannel channel, PayloadConverter converter, Runnable whenClosed) {
		DefaultPresence presence = new DefaultPresence(channel.topic(), converter, whenClosed);
		EVENTS.forEach((event) -> presence.registrations.add(channel.on(event, presence::handle)));
		return presence;
	}

	/**
	 * Takes one message of {@link #EVENTS}.
	 * @throws RuntimeException if it cannot be read, or a callback failed: then the
	 * others were told all the same
	 */
	void handle(PhoenixMessage message) {
		switch (message.event()) {
			case ReservedEvents.REPLY -> replied(message);
			case STATE -> changed(message, this.tracker::state);
			default -> changed(message, this.tracker::diff);
		}
	}

	/**
	 * The reply to a join comes before everything else of it.
	 */
	private void replied(PhoenixMessage message) {
		if (isJoined(message)) {
			this.tracker.joined();
			this.synced = false;
		}
	}

	/**
	 * Whether a reply says that the topic is joined.
	 */
	static boolean isJoined(PhoenixMessage message) {
		return message.ref() != null && message.ref().equals(message.joinRef())
				&& message.payload() instanceof Reply reply && reply.isOk();
	}

	private void changed(PhoenixMessage message, Function<JsonPayload, List<PresenceChange>> tracking) {
		if (!(message.payload() instanceof JsonPayload payload)) {
			throw new CodecException("A " + message.event() + " of '" + this.topic + "' is binary");
		}
		List<PresenceChange> changes = tracking.apply(payload);
		this.state = this.tracker.state();
		this.synced = this.tracker.isSynced();
		tell(changes);
	}

	private void tell(List<PresenceChange> changes) {
		RuntimeException failure = null;
		for (PresenceChange change : changes) {
			for (Consumer<? super PresenceChange> callback : this.callbacks) {
				try {
					callback.accept(change);
				}
				catch (RuntimeException ex) {
					failure = both(failure, ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	private static RuntimeException both(@Nullable RuntimeException first, RuntimeException second) {
		if (first == null) {
			return second;
		}
		if (first != second) {
			first.addSuppressed(second);
		}
		return first;
	}

	@Override
	public String topic() {
		return this.topic;
	}

	@Override
	public PresenceState state() {
		return this.state;
	}

	@Override
	public boolean isSynced() {
		return this.synced;
	}

	@Override
	public PhoenixRegistration onChange(Consumer<? super PresenceChange> callback) {
		this.callbacks.add(callback);
		return () -> this.callbacks.remove(callback);
	}

	@Override
	public <T> T read(PresenceMeta meta, Class<T> type) {
		return this.converter.read(meta.data(), type);
	}

	@Override
	public void close() {
		this.registrations.forEach(PhoenixRegistration::close);
		this.whenClosed.run();
	}

}
