package io.phoenixchannels.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing to be measured on one contender.
 *
 * @param figure what is measured, such as {@code flood-100}
 * @param arguments for the process
 */
record RowSpec(String figure, String contender, Map<String, Object> arguments) {

	static final String START_UP = "start-up";

	static final String PARTS = "parts";

	static final String PHOENIX_JS = "phoenix.js";

	static final String JAVA_PHOENIX_CLIENT = "java-phoenix-client";

	/** Needs a class path of its own: see {@link ClassPaths}. */
	static final String CORE_JETTY = "core-jetty";

	private static final String MANY_TOPICS = "-topics";

	private static final List<String> ALL = List.of("nio", "spring", "spring-64k", "core", "core-direct", "listener",
			"listener-direct", CORE_JETTY, JAVA_PHOENIX_CLIENT, PHOENIX_JS);

	private static final List<String> PUSHING = List.of("nio", "spring", "core", "core-direct", JAVA_PHOENIX_CLIENT,
			PHOENIX_JS);

	private static final List<String> PEERS = List.of("core", JAVA_PHOENIX_CLIENT, PHOENIX_JS);

	String name() {
		return this.figure + "/" + this.contender;
	}

	/**
	 * Whether it is not a {@link io.phoenixchannels.benchmarks.workload.Row}, and takes
	 * no turns.
	 */
	boolean isAlone() {
		return this.figure.equals(START_UP) || this.figure.equals(PARTS);
	}

	/**
	 * Rows that are compared with each other, in the order in which they come: those of
	 * the same figure, and of one topic and many.
	 */
	static Collection<List<RowSpec>> compared(List<RowSpec> rows) {
		return rows.stream()
			.collect(Collectors.groupingBy((row) -> row.figure().replace(MANY_TOPICS, ""), LinkedHashMap::new,
					Collectors.toList()))
			.values();
	}

	/**
	 * All rows.
	 */
	static List<RowSpec> all() {
		List<RowSpec> rows = new ArrayList<>();
		for (int size : new int[] { 100, 1024, 16384 }) {
			add(rows, "flood-" + size, ALL, Map.of("workload", "flood", "size", size, "topics", 1));
		}
		add(rows, "flood-100" + MANY_TOPICS,
				List.of("core", "core-direct", "listener", JAVA_PHOENIX_CLIENT, PHOENIX_JS),
				Map.of("workload", "flood", "size", 100, "topics", 100));
		add(rows, "round-trip-1", PUSHING, Map.of("workload", "round-trip", "in-flight", 1));
		add(rows, "round-trip-1", List.of("core-waiting"), Map.of("workload", "round-trip", "in-flight", 1));
		add(rows, "round-trip-64", PUSHING, Map.of("workload", "round-trip", "in-flight", 64));
		for (int size : new int[] { 100, 1024, 16384 }) {
			add(rows, "outbound-" + size, List.of("nio", "spring", "core", CORE_JETTY),
					Map.of("workload", "outbound", "size", size, "threads", 1));
			add(rows, "outbound-" + size + "-threads", List.of("spring", "core", CORE_JETTY),
					Map.of("workload", "outbound", "size", size, "threads", 4));
		}
		for (int topics : new int[] { 1000, 10_000 }) {
			add(rows, "joins-" + topics, List.of("spring"), Map.of("workload", "joins", "topics", topics, "rejoin", 0));
			add(rows, "joins-" + topics, PEERS, Map.of("workload", "joins", "topics", topics, "rejoin", 1));
		}
		add(rows, "sockets", List.of("core"), Map.of("workload", "sockets", "topics", 10_000));
		add(rows, "slow-listener", List.of("core"), Map.of("workload", "slow-listener"));
		add(rows, "idle", List.of("core"), Map.of("workload", "idle"));
		add(rows, START_UP, List.of("listener"), Map.of());
		add(rows, PARTS, List.of("core"), Map.of());
		return rows;
	}

	private static void add(List<RowSpec> rows, String figure, List<String> contenders, Map<String, Object> arguments) {
		contenders.forEach((contender) -> rows.add(new RowSpec(figure, contender, arguments)));
	}

}
