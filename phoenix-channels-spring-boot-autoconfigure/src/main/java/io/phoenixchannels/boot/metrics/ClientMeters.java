package io.phoenixchannels.boot.metrics;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.phoenixchannels.boot.metrics.PhoenixMeterDocumentation.Tag;
import io.phoenixchannels.client.ClientCounters;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ConnectionState;

/**
 * Registers meters of one client in one registry, named and described as documented.
 */
final class ClientMeters {

	private final PhoenixClient client;

	private final MeterRegistry registry;

	ClientMeters(PhoenixClient client, MeterRegistry registry) {
		this.client = client;
		this.registry = registry;
	}

	/**
	 * Those that are read from the client whenever somebody looks.
	 */
	void registerObserved() {
		StatusSample sample = new StatusSample(this.client, this.registry.config().clock());
		for (ConnectionState state : ConnectionState.values()) {
			gauge(PhoenixMeterDocumentation.CONNECTIONS, tags(Tag.STATE, state), sample,
					(status) -> status.connections(state));
		}
		for (ChannelState state : ChannelState.values()) {
			gauge(PhoenixMeterDocumentation.CHANNELS, tags(Tag.STATE, state), sample,
					(status) -> status.channels(state));
		}
		gauge(PhoenixMeterDocumentation.BUFFERED_PUSHES, tags(), sample, StatusSample::bufferedPushes);
		counter(PhoenixMeterDocumentation.FRAMES, tags(Tag.DIRECTION, "in"), ClientCounters::framesIn);
		counter(PhoenixMeterDocumentation.FRAMES, tags(Tag.DIRECTION, "out"), ClientCounters::framesOut);
		counter(PhoenixMeterDocumentation.UNREADABLE_FRAMES, tags(), ClientCounters::framesUnreadable);
		counter(PhoenixMeterDocumentation.DROPPED_MESSAGES, tags(), ClientCounters::messagesDropped);
		counter(PhoenixMeterDocumentation.HANDLER_FAILURES, tags(), ClientCounters::handlerFailures);
	}

	private void gauge(PhoenixMeterDocumentation meter, Tags tags, StatusSample sample,
			ToDoubleFunction<StatusSample> value) {
		Gauge.builder(meter.getName(), sample, value)
			.description(meter.getDescription())
			.baseUnit(meter.getBaseUnit())
			.tags(tags)
			// Nobody else holds the sample
			.strongReference(true)
			.register(this.registry);
	}

	private void counter(PhoenixMeterDocumentation meter, Tags tags, ToDoubleFunction<ClientCounters> value) {
		FunctionCounter.builder(meter.getName(), this.client, (observed) -> value.applyAsDouble(observed.counters()))
			.description(meter.getDescription())
			.baseUnit(meter.getBaseUnit())
			.tags(tags)
			.register(this.registry);
	}

	Counter counter(PhoenixMeterDocumentation meter, Tag tag, Enum<?> value) {
		return Counter.builder(meter.getName())
			.description(meter.getDescription())
			.baseUnit(meter.getBaseUnit())
			.tags(tags(tag, value))
			.register(this.registry);
	}

	Timer timer(PhoenixMeterDocumentation meter) {
		return Timer.builder(meter.getName()).description(meter.getDescription()).tags(tags()).register(this.registry);
	}

	private Tags tags() {
		return Tags.of(Tag.CLIENT.asString(), this.client.name());
	}

	private Tags tags(Tag tag, Enum<?> value) {
		return tags(tag, value.name().toLowerCase(Locale.ROOT));
	}

	private Tags tags(Tag tag, String value) {
		return tags().and(tag.asString(), value);
	}

}
