package io.phoenixchannels.boot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.phoenixchannels.client.FakePhoenixClient;

/**
 * What the binder registers, and what the files in {@code docs} say about it.
 */
final class MeterCatalog {

	private static final Pattern SERIES = Pattern.compile("^(phoenix_channels_\\w+)[{ ]", Pattern.MULTILINE);

	private static final Pattern NAME = Pattern.compile("\\bphoenix_channels_\\w+");

	private MeterCatalog() {
	}

	static void bind(MeterRegistry registry) {
		new PhoenixMetrics(List.of(new FakePhoenixClient("default"))).bindTo(registry);
	}

	/**
	 * A scrape as Prometheus gets it.
	 */
	static String scrape() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		bind(registry);
		return registry.scrape();
	}

	static Set<String> series() {
		return find(SERIES, scrape());
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
