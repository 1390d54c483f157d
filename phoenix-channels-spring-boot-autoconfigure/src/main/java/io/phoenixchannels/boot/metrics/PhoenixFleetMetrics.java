package io.phoenixchannels.boot.metrics;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.phoenixchannels.boot.metrics.PhoenixFleetMeterDocumentation.Tag;
import io.phoenixchannels.fleet.FleetCounters.Numbers;
import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.PhoenixFleet;

/**
 * Meters of a fleet, as {@link PhoenixFleetMeterDocumentation} describes them.
 */
public final class PhoenixFleetMetrics implements MeterBinder {

	private final PhoenixFleet fleet;

	public PhoenixFleetMetrics(PhoenixFleet fleet) {
		this.fleet = fleet;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, PhoenixFleetMeterDocumentation.MEMBERS, (status) -> status.numbers().members());
		gauge(registry, PhoenixFleetMeterDocumentation.SHARDS, (status) -> status.owned().size());
		gauge(registry, PhoenixFleetMeterDocumentation.TOPICS, FleetStatus::topics);
		gauge(registry, PhoenixFleetMeterDocumentation.LEASE_AGE, (status) -> status.oldestLease().toNanos() / 1e9);
		counter(registry, PhoenixFleetMeterDocumentation.MOVES, tags(Tag.MOVE, "taken"), Numbers::taken);
		counter(registry, PhoenixFleetMeterDocumentation.MOVES, tags(Tag.MOVE, "given_back"), Numbers::givenBack);
		counter(registry, PhoenixFleetMeterDocumentation.MOVES, tags(Tag.MOVE, "lost"), Numbers::lost);
		counter(registry, PhoenixFleetMeterDocumentation.REFUSED, tags(), Numbers::refused);
		counter(registry, PhoenixFleetMeterDocumentation.CURSORS, tags(Tag.OUTCOME, "stored"), Numbers::cursorsStored);
		counter(registry, PhoenixFleetMeterDocumentation.CURSORS, tags(Tag.OUTCOME, "failed"), Numbers::cursorsFailed);
	}

	private void gauge(MeterRegistry registry, PhoenixFleetMeterDocumentation meter,
			ToDoubleFunction<FleetStatus> value) {
		Gauge.builder(meter.getName(), this.fleet, (fleet) -> value.applyAsDouble(fleet.status()))
			.description(meter.getDescription())
			.baseUnit(meter.getBaseUnit())
			.tags(tags())
			.register(registry);
	}

	private void counter(MeterRegistry registry, PhoenixFleetMeterDocumentation meter, Tags tags,
			ToDoubleFunction<Numbers> value) {
		FunctionCounter.builder(meter.getName(), this.fleet, (fleet) -> value.applyAsDouble(fleet.status().numbers()))
			.description(meter.getDescription())
			.baseUnit(meter.getBaseUnit())
			.tags(tags)
			.register(registry);
	}

	private Tags tags() {
		return Tags.of(Tag.GROUP.asString(), this.fleet.status().policy().group());
	}

	private Tags tags(Tag tag, String value) {
		return tags().and(tag.asString(), value);
	}

}
