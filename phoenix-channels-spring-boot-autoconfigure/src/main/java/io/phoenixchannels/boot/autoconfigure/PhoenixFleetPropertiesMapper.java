package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.fleet.FleetPolicy;
import io.phoenixchannels.fleet.spring.FleetSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Turns the properties of the fleet into its settings.
 *
 * @param application the name of the application; null if it has none
 */
record PhoenixFleetPropertiesMapper(@Nullable String application) {

	private static final PropertyCheck CHECK = new PropertyCheck(PhoenixFleetProperties.PREFIX);

	FleetSettings settings(PhoenixFleetProperties properties, Duration drainTimeout) {
		return new FleetSettings(policy(properties), positive("cursor-interval", properties.cursorInterval()),
				properties.cursorFields(), drainTimeout, properties.delivery(), properties.clients(),
				patterns("everywhere", properties.everywhere()), patterns("once", properties.once()));
	}

	private FleetPolicy policy(PhoenixFleetProperties properties) {
		String group = StringUtils.hasText(properties.group()) ? properties.group() : this.application;
		if (!StringUtils.hasText(group)) {
			throw CHECK.missing("group", "spring.application.name, which it would be, is not set either",
					"group=orders");
		}
		FleetPolicy defaults = new FleetPolicy(group, 1, Duration.ofDays(1), Duration.ofMillis(1));
		int shards = CHECK.value("shards", properties.shards(),
				(value) -> new FleetPolicy(group, value, defaults.lease(), defaults.rebalanceInterval()));
		Duration lease = CHECK.value("lease", properties.lease(),
				(value) -> new FleetPolicy(group, shards, value, defaults.rebalanceInterval()));
		Duration interval = CHECK.value("rebalance-interval", properties.rebalanceInterval(),
				(value) -> new FleetPolicy(group, shards, lease, value));
		return new FleetPolicy(group, shards, lease, interval);
	}

	private static Duration positive(String property, Duration duration) {
		if (duration.toMillis() < 1) {
			throw CHECK.wrong(property, "it must be at least 1 ms, but is " + duration.toMillis() + " ms");
		}
		return duration;
	}

	private static List<TopicPattern> patterns(String property, List<String> topics) {
		return topics.stream()
			.map((topic) -> CHECK.value(property, topic, TopicPattern::parse))
			.map(TopicPattern::parse)
			.toList();
	}

}
