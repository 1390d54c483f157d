package io.phoenixchannels.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What was measured in one run, and what was not, with the reason.
 */
final class Results {

	private final Map<String, RowResult> byRow = new LinkedHashMap<>();

	private final Map<String, String> missing = new LinkedHashMap<>();

	void add(RowSpec row, RowResult result) {
		this.byRow.put(row.name(), result);
	}

	void addMissing(RowSpec row, String reason) {
		this.missing.put(row.name(), reason);
	}

	Map<String, String> missing() {
		return this.missing;
	}

	/**
	 * Whether all was measured but what a peer did not manage, which is a result, too.
	 */
	boolean lacksOnlyPeers() {
		return this.missing.keySet().stream().allMatch((row) -> row.endsWith("/" + RowSpec.JAVA_PHOENIX_CLIENT));
	}

	/**
	 * A figure; null if there is none.
	 */
	@Nullable Double figure(String figure, String contender, String metric) {
		RowResult result = this.byRow.get(figure + "/" + contender);
		return (result != null) ? result.metrics().get(metric) : null;
	}

	/**
	 * One figure in relation to another; null if one of them is missing.
	 */
	@Nullable Double ratio(@Nullable Double figure, @Nullable Double other) {
		return (figure != null && other != null && other != 0) ? figure / other : null;
	}

	/**
	 * All figures of one row.
	 */
	Map<String, Double> figures(String figure, String contender) {
		RowResult result = this.byRow.get(figure + "/" + contender);
		return (result != null) ? result.metrics() : Map.of();
	}

	String collectors() {
		return this.byRow.values()
			.stream()
			.map((result) -> result.facts().get("collector"))
			.filter(java.util.Objects::nonNull)
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.collect(Collectors.joining("; "));
	}

	/**
	 * The largest share of its core that the server needed, of the rows that our client
	 * and its peers had.
	 */
	double serverShare() {
		return this.byRow.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().endsWith("/nio"))
			.mapToDouble((entry) -> entry.getValue().metrics().getOrDefault("server-cpu", 0.0))
			.max()
			.orElse(0);
	}

}
