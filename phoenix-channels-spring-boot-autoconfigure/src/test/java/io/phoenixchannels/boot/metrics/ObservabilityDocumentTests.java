package io.phoenixchannels.boot.metrics;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.docs.ObservationDocumentation;
import io.phoenixchannels.client.observation.PhoenixConnectContext;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation;
import io.phoenixchannels.client.observation.PhoenixPushContext;
import io.phoenixchannels.listener.observation.PhoenixListenerContext;
import io.phoenixchannels.listener.observation.PhoenixListenerObservationDocumentation;
import io.phoenixchannels.log.LogFields;
import io.phoenixchannels.session.DisconnectReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That {@code docs/observability.md} says what the binder does.
 */
class ObservabilityDocumentTests {

	private static final List<ObservationDocumentation> OBSERVATIONS = List.of(PhoenixObservationDocumentation.PUSH,
			PhoenixObservationDocumentation.CONNECT, PhoenixListenerObservationDocumentation.LISTENER);

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
	void tableOfObservationsIsTheirDocumentation() throws IOException {
		assertThat(OBSERVATIONS).containsAll(List.of(PhoenixObservationDocumentation.values()))
			.containsAll(List.of(PhoenixListenerObservationDocumentation.values()));
		List<String> expected = new ArrayList<>();
		for (ObservationDocumentation observation : OBSERVATIONS) {
			for (KeyName key : observation.getLowCardinalityKeyNames()) {
				expected.add("| `" + observation.getName() + "` | `" + key.asString() + "` | low | ");
			}
			for (KeyName key : observation.getHighCardinalityKeyNames()) {
				expected.add("| `" + observation.getName() + "` | `" + key.asString() + "` | high | ");
			}
		}
		assertThat(rows(4)).map((row) -> row.replaceFirst("(?<=\\| )[^|]+ \\|$", ""))
			.containsExactlyElementsOf(expected);
	}

	@Test
	void valuesOfOutcomesAndOperationsAreAllThere() throws IOException {
		assertThat(values("push", "operation"))
			.containsExactlyInAnyOrderElementsOf(names(Arrays.stream(PhoenixPushContext.Operation.values())));
		assertThat(values("push", "outcome"))
			.containsAll(names(Arrays.stream(PhoenixPushContext.PushOutcome.values())));
		assertThat(values("listener", "outcome"))
			.containsExactlyElementsOf(names(Arrays.stream(PhoenixListenerContext.Outcome.values())));
		assertThat(values("connect", "outcome")).contains(PhoenixConnectContext.CONNECTED)
			.containsAll(names(Arrays.stream(DisconnectReason.Kind.values())
				.filter((kind) -> kind != DisconnectReason.Kind.HEARTBEAT_TIMEOUT)));
	}

	private static List<String> values(String observation, String key) throws IOException {
		String prefix = "| `phoenix.channels." + observation + "` | `" + key + "` | low |";
		String row = rows(4).stream().filter((line) -> line.startsWith(prefix)).findFirst().orElseThrow();
		return Pattern.compile("`(\\w+)`")
			.matcher(row.substring(prefix.length()))
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	private static List<String> names(Stream<? extends Enum<?>> values) {
		return values.map((value) -> value.name().toLowerCase(Locale.ROOT)).toList();
	}

	@Test
	void tableOfLogFieldsHasThemAll() throws Exception {
		List<String> fields = new ArrayList<>();
		for (Field field : LogFields.class.getFields()) {
			fields.add((String) field.get(null));
		}
		assertThat(MeterCatalog.document("observability.md")
			.lines()
			.filter((line) -> line.startsWith("| `phoenix.") && !line.startsWith("| `phoenix.channels."))
			.map((line) -> line.split("`")[1])).isNotEmpty().containsExactlyInAnyOrderElementsOf(fields);
	}

	@Test
	void everySeriesOfTheAlertsExists() throws IOException {
		assertThat(MeterCatalog.mentioned(MeterCatalog.document("observability.md"))).hasSizeGreaterThan(3)
			.isSubsetOf(MeterCatalog.series());
	}

}
