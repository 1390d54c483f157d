package io.phoenixchannels.client;

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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Feeds a tracker with the messages of its topic. The tracker is touched by the topic's
 * handlers only, which run one at a time.
 */
final class DefaultPresence implements PhoenixPresence {

	private static final Log logger = LogFactory.getLog(PhoenixPresence.class);

	private final String topic;

	private final PayloadConverter converter;

	private final Runnable whenClosed;

	private final PresenceTracker tracker = new PresenceTracker();

	private final List<Consumer<? super PresenceChange>> callbacks = new CopyOnWriteArrayList<>();

	private final List<PhoenixRegistration> registrations;

	private volatile PresenceState state = PresenceState.EMPTY;

	private volatile boolean synced;

	DefaultPresence(PhoenixChannel channel, PayloadConverter converter, Runnable whenClosed) {
		this.topic = channel.topic();
		this.converter = converter;
		this.whenClosed = whenClosed;
		this.registrations = List.of(channel.on(ReservedEvents.REPLY, this::replied),
				channel.on("presence_state", (message) -> changed(message, this.tracker::state)),
				channel.on("presence_diff", (message) -> changed(message, this.tracker::diff)));
	}

	/**
	 * The reply to a join comes before everything else of it.
	 */
	private void replied(PhoenixMessage message) {
		boolean toJoin = message.ref() != null && message.ref().equals(message.joinRef());
		if (toJoin && message.payload() instanceof Reply reply && reply.isOk()) {
			this.tracker.joined();
			this.synced = false;
		}
	}

	private void changed(PhoenixMessage message, Function<JsonPayload, List<PresenceChange>> tracking) {
		if (!(message.payload() instanceof JsonPayload payload)) {
			throw new CodecException("A " + message.event() + " of '" + this.topic + "' is binary");
		}
		List<PresenceChange> changes = tracking.apply(payload);
		this.state = this.tracker.state();
		this.synced = this.tracker.isSynced();
		changes.forEach(this::tell);
	}

	private void tell(PresenceChange change) {
		for (Consumer<? super PresenceChange> callback : this.callbacks) {
			try {
				callback.accept(change);
			}
			catch (RuntimeException | Error ex) {
				logger.warn("A presence callback of '" + this.topic + "' failed", ex);
			}
		}
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
