package io.phoenixchannels.boot.metrics;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That {@code docs/observability.md} says what the binder does.
 */
class ObservabilityDocumentTests {

	private static List<String> rows(int columns) throws IOException {
		return MeterCatalog.document("observability.md")
			.lines()
			.filter((line) -> line.startsWith("| `phoenix.channels.")
					&& line.chars().filter((c) -> c == '|').count() == columns + 1)
			.toList();
	}

	@Test
	void tableOfMetersIsTheDocumentationOfTheBinder() throws IOException {
		assertThat(rows(5))
			.containsExactly(Arrays.stream(PhoenixMeterDocumentation.values()).map(this::row).toArray(String[]::new));
	}

	private String row(PhoenixMeterDocumentation meter) {
		String tags = Arrays.stream(meter.getKeyNames())
			.map(KeyName::asString)
			.map((tag) -> "`" + tag + "`")
			.collect(Collectors.joining(", "));
		String unit = (meter.getType() == Meter.Type.TIMER) ? "seconds" : meter.getBaseUnit();
		return "| `" + meter.getName() + "` | " + meter.getType().name().toLowerCase(Locale.ROOT) + " | " + tags + " | "
				+ unit + " | " + meter.getDescription() + " |";
	}

	@Test
	void tableOfValuesHasAllThatAreRegistered() throws IOException {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		MeterCatalog.bind(registry);
		Set<String> expected = new LinkedHashSet<>();
		for (PhoenixMeterDocumentation meter : PhoenixMeterDocumentation.values()) {
			for (KeyName tag : meter.getKeyNames()) {
				if (tag != PhoenixMeterDocumentation.Tag.CLIENT) {
					expected.add(meter.getName() + " " + tag.asString() + " " + values(registry, meter, tag));
				}
			}
		}
		assertThat(rows(3)).map((row) -> row.replace("`", "").split(" *\\| *"))
			.map((cells) -> cells[1] + " " + cells[2] + " "
					+ Set.copyOf(List.of(cells[3].split(", "))).stream().sorted().toList())
			.containsExactlyElementsOf(expected);
	}

	private static List<String> values(SimpleMeterRegistry registry, PhoenixMeterDocumentation meter, KeyName tag) {
		return registry.get(meter.getName())
			.meters()
			.stream()
			.map((found) -> found.getId().getTag(tag.asString()))
			.sorted()
			.toList();
	}

	@Test
	void everySeriesOfTheAlertsExists() throws IOException {
		assertThat(MeterCatalog.mentioned(MeterCatalog.document("observability.md"))).hasSizeGreaterThan(3)
			.isSubsetOf(MeterCatalog.series());
	}

}
