package io.phoenixchannels.boot.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * All meters of {@link PhoenixFleetMetrics}.
 */
public enum PhoenixFleetMeterDocumentation implements MeterDocumentation {

	/**
	 * Instances.
	 */
	MEMBERS("phoenix.channels.fleet.members", Meter.Type.GAUGE, "members",
			"Instances of the fleet, as this one knows them"),

	/**
	 * Shards.
	 */
	SHARDS("phoenix.channels.fleet.shards", Meter.Type.GAUGE, "shards", "Shards that this instance owns"),

	/**
	 * Topics.
	 */
	TOPICS("phoenix.channels.fleet.topics", Meter.Type.GAUGE, "topics", "Topics that this instance owns"),

	/**
	 * Age of the oldest lease.
	 */
	LEASE_AGE("phoenix.channels.fleet.lease.age", Meter.Type.GAUGE, "seconds",
			"Time since the lease was renewed that waits longest for it"),

	/**
	 * Shards that came and went.
	 */
	MOVES("phoenix.channels.fleet.moves", Meter.Type.COUNTER, "shards",
			"Shards that this instance took over, gave back in good order, or lost as their lease ended", Tag.MOVE),

	/**
	 * Messages that were refused.
	 */
	REFUSED("phoenix.channels.fleet.refused.messages", Meter.Type.COUNTER, "messages",
			"Calls of listeners that were refused, as the lease had ended"),

	/**
	 * Cursors.
	 */
	CURSORS("phoenix.channels.fleet.cursors", Meter.Type.COUNTER, "cursors",
			"Cursors that were stored, and that could not be read or stored", Tag.OUTCOME);

	private final String name;

	private final Meter.Type type;

	private final String baseUnit;

	private final String description;

	private final Tag[] tags;

	PhoenixFleetMeterDocumentation(String name, Meter.Type type, String baseUnit, String description, Tag... tags) {
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

	@Override
	public @Nullable String getBaseUnit() {
		return this.baseUnit;
	}

	public String getDescription() {
		return this.description;
	}

	@Override
	public KeyName[] getKeyNames() {
		return KeyName.merge(new KeyName[] { Tag.GROUP }, this.tags);
	}

	/**
	 * The tags.
	 */
	public enum Tag implements KeyName {

		/**
		 * The name of the fleet.
		 */
		GROUP,

		/**
		 * {@code taken}, {@code given_back} or {@code lost}.
		 */
		MOVE,

		/**
		 * {@code stored} or {@code failed}.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
