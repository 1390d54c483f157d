package io.phoenixchannels.boot.metrics;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixFleetMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	PhoenixFleetMetricsTests() {
		new PhoenixFleetMetrics(MeterCatalog.FLEET).bindTo(this.registry);
	}

	private double value(PhoenixFleetMeterDocumentation meter, String... tags) {
		return this.registry.get(meter.getName())
			.tags(tags)
			.tags("group", "orders")
			.meter()
			.measure()
			.iterator()
			.next()
			.getValue();
	}

	@Test
	void metersShowWhatTheMemberKnows() {
		assertThat(value(PhoenixFleetMeterDocumentation.MEMBERS)).isEqualTo(10);
		assertThat(value(PhoenixFleetMeterDocumentation.SHARDS)).isEqualTo(2);
		assertThat(value(PhoenixFleetMeterDocumentation.TOPICS)).isEqualTo(11);
		assertThat(value(PhoenixFleetMeterDocumentation.LEASE_AGE)).isEqualTo(1.5);
		assertThat(value(PhoenixFleetMeterDocumentation.MOVES, "move", "taken")).isEqualTo(11);
		assertThat(value(PhoenixFleetMeterDocumentation.MOVES, "move", "given_back")).isEqualTo(12);
		assertThat(value(PhoenixFleetMeterDocumentation.MOVES, "move", "lost")).isEqualTo(13);
		assertThat(value(PhoenixFleetMeterDocumentation.REFUSED)).isEqualTo(14);
		assertThat(value(PhoenixFleetMeterDocumentation.CURSORS, "outcome", "stored")).isEqualTo(15);
		assertThat(value(PhoenixFleetMeterDocumentation.CURSORS, "outcome", "failed")).isEqualTo(16);
	}

	@Test
	void metersAreAsTheyAreDocumented() throws IOException {
		for (PhoenixFleetMeterDocumentation documented : PhoenixFleetMeterDocumentation.values()) {
			assertThat(this.registry.get(documented.getName()).meters()).allSatisfy((meter) -> {
				assertThat(meter.getId().getType()).isEqualTo(documented.getType());
				assertThat(meter.getId().getTags()).map((tag) -> tag.getKey())
					.containsExactlyInAnyOrder(
							Arrays.stream(documented.getKeyNames()).map(KeyName::asString).toArray(String[]::new));
			});
		}
		assertThat(MeterCatalog.document("fleet.md").lines().filter((line) -> line.startsWith("| `phoenix.channels.")))
			.containsExactly(Arrays.stream(PhoenixFleetMeterDocumentation.values())
				.map(PhoenixFleetMetricsTests::row)
				.toArray(String[]::new));
	}

	private static String row(PhoenixFleetMeterDocumentation meter) {
		String tags = Arrays.stream(meter.getKeyNames())
			.map((tag) -> "`" + tag.asString() + "`")
			.collect(Collectors.joining(", "));
		return "| `" + meter.getName() + "` | " + meter.getType().name().toLowerCase(Locale.ROOT) + " | " + tags + " | "
				+ ((meter.getType() == Meter.Type.TIMER) ? "seconds" : meter.getBaseUnit()) + " | "
				+ meter.getDescription() + " |";
	}

}
