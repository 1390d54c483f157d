package io.phoenixchannels.boot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.observation.DefaultPhoenixConnectObservationConvention;
import io.phoenixchannels.client.observation.DefaultPhoenixPushObservationConvention;
import io.phoenixchannels.client.observation.PhoenixConnectContext;
import io.phoenixchannels.client.observation.PhoenixObservationDocumentation;
import io.phoenixchannels.client.observation.PhoenixPushContext;
import io.phoenixchannels.client.observation.PhoenixPushContext.Operation;
import io.phoenixchannels.fleet.FleetCounters;
import io.phoenixchannels.fleet.FleetPolicy;
import io.phoenixchannels.fleet.FleetStatus;
import io.phoenixchannels.fleet.PhoenixFleet;
import io.phoenixchannels.listener.observation.ListenerObservations;
import io.phoenixchannels.listener.observation.PhoenixListenerContext;

/**
 * What the binder registers and observations become, and what the files in {@code docs}
 * say about it.
 */
final class MeterCatalog {

	private static final Pattern SERIES = Pattern.compile("^(phoenix_channels_\\w+)[{ ]", Pattern.MULTILINE);

	private static final Pattern NAME = Pattern.compile("\\bphoenix_channels_\\w+");

	static final PhoenixFleet FLEET = () -> new FleetStatus(
			new FleetPolicy("orders", 64, Duration.ofSeconds(15), Duration.ofMillis(500)), true,
			List.of(new FleetStatus.Shard(3, Instant.EPOCH, Duration.ofMillis(1500), 7, false),
					new FleetStatus.Shard(9, Instant.EPOCH, Duration.ofMillis(500), 4, true)),
			new FleetCounters.Numbers(10, 2, 11, 12, 13, 14, 15, 16), null);

	private MeterCatalog() {
	}

	static void bind(MeterRegistry registry) {
		new PhoenixMetrics(List.of(new FakePhoenixClient("default"))).bindTo(registry);
		new PhoenixFleetMetrics(FLEET).bindTo(registry);
	}

	/**
	 * A scrape as Prometheus gets it.
	 */
	static String scrape() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		bind(registry);
		observe(registry);
		return registry.scrape();
	}

	/**
	 * One of each observation, and one push that goes on.
	 */
	private static void observe(MeterRegistry meters) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		String target = "ws://localhost:4000/socket/websocket";
		PhoenixObservationDocumentation.PUSH
			.start(null, DefaultPhoenixPushObservationConvention.INSTANCE,
					() -> new PhoenixPushContext("default", target, "room:lobby", "shout", Operation.PUSH), registry)
			.stop();
		PhoenixObservationDocumentation.CONNECT
			.start(null, DefaultPhoenixConnectObservationConvention.INSTANCE,
					() -> new PhoenixConnectContext("default", target, 1, 0), registry)
			.stop();
		PhoenixListenerContext listener = new PhoenixListenerContext("default", target, "rooms.onShout",
				new FakePhoenixClient("default").message("room:lobby", "shout", "{}"), true);
		Observation failed = new ListenerObservations(registry, null).start(listener);
		listener.ended(PhoenixListenerContext.Outcome.ERROR);
		failed.error(new IllegalStateException("on purpose"));
		failed.stop();
	}

	/**
	 * All but those of observations that are under way, of which only the number of
	 * pushes says much.
	 */
	static Set<String> series() {
		Set<String> series = find(SERIES, scrape());
		series.removeIf((name) -> name.contains("_active_seconds_")
				&& !name.equals("phoenix_channels_push_active_seconds_count"));
		return series;
	}

	/**
	 * The names of series that a text mentions.
	 */
	static Set<String> mentioned(String text) {
		return find(NAME, text);
	}

	private static Set<String> find(Pattern pattern, String text) {
		return pattern.matcher(text)
			.results()
			.map((MatchResult match) -> (match.groupCount() == 0) ? match.group() : match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	static String document(String name) throws IOException {
		return Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", name));
	}

}
