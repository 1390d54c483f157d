package io.phoenixchannels.boot.metrics;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a client. Each has the tag {@code client}. None has a topic, of which
 * there may be any number.
 */
public enum PhoenixMeterDocumentation implements MeterDocumentation {

	/**
	 * Connections, by state.
	 */
	CONNECTIONS("phoenix.channels.connections", Meter.Type.GAUGE, "connections", "Connections of the client, by state",
			Tag.STATE),

	/**
	 * Connections that opened.
	 */
	CONNECTS("phoenix.channels.connects", Meter.Type.COUNTER, "connects",
			"Connections that opened, for the first time or again", Tag.OUTCOME),

	/**
	 * Attempts to connect that failed.
	 */
	CONNECT_FAILURES("phoenix.channels.connect.failures", Meter.Type.COUNTER, "failures",
			"Attempts to connect that failed, by reason", Tag.REASON),

	/**
	 * Open connections that ended, and that are still wanted.
	 */
	CONNECTION_LOSSES("phoenix.channels.connection.losses", Meter.Type.COUNTER, "losses",
			"Open connections that were lost, by reason; requested if the application asked for a new one", Tag.REASON),

	/**
	 * Round trips of heartbeats.
	 */
	HEARTBEAT_ROUNDTRIP("phoenix.channels.heartbeat.roundtrip", Meter.Type.TIMER, null,
			"Time until the server answered a heartbeat"),

	/**
	 * Channels, by state.
	 */
	CHANNELS("phoenix.channels.channels", Meter.Type.GAUGE, "channels", "Channels of the client, by state", Tag.STATE),

	/**
	 * What became of joins.
	 */
	JOINS("phoenix.channels.joins", Meter.Type.COUNTER, "joins",
			"What became of joins: joined, rejoined after a break, rejected, "
					+ "or errored, which includes joined channels that crashed",
			Tag.OUTCOME),

	/**
	 * Gaps in what was heard.
	 */
	GAP("phoenix.channels.gap", Meter.Type.TIMER, null,
			"Time during which a topic that was joined before was not, until it was rejoined"),

	/**
	 * Pushes that wait for a join.
	 */
	BUFFERED_PUSHES("phoenix.channels.buffered.pushes", Meter.Type.GAUGE, "pushes",
			"Pushes that wait until their topic is joined"),

	/**
	 * Frames, by direction.
	 */
	FRAMES("phoenix.channels.frames", Meter.Type.COUNTER, "frames",
			"Frames that were read (in), and given to a connection (out)", Tag.DIRECTION),

	/**
	 * Messages that are no frames.
	 */
	UNREADABLE_FRAMES("phoenix.channels.unreadable.frames", Meter.Type.COUNTER, "frames",
			"Messages that were no frame of the protocol, and were ignored"),

	/**
	 * Messages that an overflow policy dropped.
	 */
	DROPPED_MESSAGES("phoenix.channels.dropped.messages", Meter.Type.COUNTER, "messages",
			"Messages that were dropped because their listener was too slow"),

	/**
	 * Failures of the application's handlers.
	 */
	HANDLER_FAILURES("phoenix.channels.handler.failures", Meter.Type.COUNTER, "failures",
			"Failures of the application's listeners and handlers");

	private final String name;

	private final Meter.Type type;

	private final @Nullable String baseUnit;

	private final String description;

	private final Tag[] tags;

	PhoenixMeterDocumentation(String name, Meter.Type type, @Nullable String baseUnit, String description,
			Tag... tags) {
		this.name = name;
		this.type = type;
		this.baseUnit = baseUnit;
		this.description = description;
		this.tags = tags;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	/**
	 * What is counted; seconds for a timer, unless the registry has another unit.
	 */
	@Override
	public @Nullable String getBaseUnit() {
		return this.baseUnit;
	}

	/**
	 * What it measures, as registries show it.
	 */
	public String getDescription() {
		return this.description;
	}

	@Override
	public KeyName[] getKeyNames() {
		return KeyName.merge(new KeyName[] { Tag.CLIENT }, this.tags);
	}

	/**
	 * The tags.
	 */
	public enum Tag implements KeyName {

		/**
		 * The name of the client.
		 */
		CLIENT,

		/**
		 * A {@link io.phoenixchannels.session.ConnectionState} or
		 * {@link io.phoenixchannels.session.ChannelState}, in lower case.
		 */
		STATE,

		/**
		 * What came of it.
		 */
		OUTCOME,

		/**
		 * A {@link io.phoenixchannels.session.DisconnectReason.Kind}, in lower case.
		 */
		REASON,

		/**
		 * {@code in} or {@code out}.
		 */
		DIRECTION;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
