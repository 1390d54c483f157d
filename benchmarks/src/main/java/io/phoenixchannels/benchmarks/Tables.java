package io.phoenixchannels.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The results as Markdown.
 */
final class Tables {

	private static final Map<String, String> CONTENDERS = new LinkedHashMap<>();
	static {
		CONTENDERS.put("nio", "raw NIO, counts frames (the machine)");
		CONTENDERS.put("spring", "raw `StandardWebSocketClient` on Tomcat, counts messages (our ceiling)");
		CONTENDERS.put("spring-64k", "the same with a read buffer of 64 KB, as our client has");
		CONTENDERS.put("core", "**core client, typed handler**");
		CONTENDERS.put("core-direct", "**core client, typed handler on the reading thread**");
		CONTENDERS.put("core-waiting", "**core client, by a thread that waits for each reply**");
		CONTENDERS.put(RowSpec.CORE_JETTY, "**core client, typed handler, on Jetty's container instead of Tomcat's**");
		CONTENDERS.put("listener", "**`@PhoenixListener` method taking a record**");
		CONTENDERS.put("listener-direct", "**`@PhoenixListener` method on the reading thread**");
		CONTENDERS.put(RowSpec.JAVA_PHOENIX_CLIENT, "JavaPhoenixClient");
		CONTENDERS.put(RowSpec.PHOENIX_JS, "phoenix.js on Node with ws");
	}

	private final Results results;

	Tables(Results results) {
		this.results = results;
	}

	static String name(String contender) {
		return CONTENDERS.getOrDefault(contender, contender).replace("**", "").replace("`", "");
	}

	/**
	 * The tables.
	 * @param complete whether targets are named, too, that nothing was measured for
	 */
	List<String> all(boolean complete) {
		List<String> lines = new ArrayList<>();
		table(lines, "Flood: events a second (ratio to the raw Spring client), bytes allocated for each",
				List.of("100 B", "1 KB", "16 KB", "B at 100 B", "B at 1 KB", "100 topics, 100 B (ratio to one)"),
				(contender) -> List.of(rate("flood-100", contender), rate("flood-1024", contender),
						rate("flood-16384", contender), number("flood-100", contender, "bytes"),
						number("flood-1024", contender, "bytes"), topics(contender)));
		table(lines, "Round trip of a push of 100 B",
				List.of("sequential p50 µs", "p99 µs", "64 in flight, a second (ratio to the raw Spring client)",
						"B a round trip"),
				(contender) -> List.of(number("round-trip-1", contender, "p50"),
						number("round-trip-1", contender, "p99"), rate("round-trip-64", contender),
						number("round-trip-64", contender, "bytes")));
		table(lines, "Pushes out, without a reply: messages a second (ratio to the raw Spring client)",
				List.of("100 B", "100 B, 4 threads", "1 KB", "1 KB, 4 threads", "16 KB", "16 KB, 4 threads",
						"B at 100 B"),
				(contender) -> List.of(rate("outbound-100", contender), rate("outbound-100-threads", contender),
						rate("outbound-1024", contender), rate("outbound-1024-threads", contender),
						rate("outbound-16384", contender), rate("outbound-16384-threads", contender),
						number("outbound-100", contender, "bytes")));
		table(lines, "Many topics on one socket of a server without a limit",
				List.of("1,000: joined ms", "rejoined after a cut ms", "10,000: joined ms", "rejoined after a cut ms",
						"heap a topic, B"),
				(contender) -> List.of(number("joins-1000", contender, "join-ms"),
						number("joins-1000", contender, "rejoin-ms"), number("joins-10000", contender, "join-ms"),
						number("joins-10000", contender, "rejoin-ms"),
						number("joins-10000", contender, "heap-per-topic")));
		others(lines);
		parts(lines);
		title(lines, "Targets");
		lines.addAll(new Targets().table(this.results, complete));
		if (!this.results.missing().isEmpty()) {
			title(lines, "Not measured");
			this.results.missing().forEach((row, reason) -> lines.add("- " + row + ": " + reason));
		}
		return lines;
	}

	private static void title(List<String> lines, String title) {
		lines.addAll(List.of("", "### " + title, ""));
	}

	private static void table(List<String> lines, String title, List<String> columns, Cells cells) {
		List<String> rows = new ArrayList<>();
		CONTENDERS.forEach((contender, name) -> {
			List<String> values = cells.of(contender);
			if (!values.stream().allMatch(String::isEmpty)) {
				rows.add("| " + name + " | " + String.join(" | ", values) + " |");
			}
		});
		if (rows.isEmpty()) {
			return;
		}
		title(lines, title);
		lines.add("| | " + String.join(" | ", columns) + " |");
		lines.add("|---" + "|---".repeat(columns.size()) + "|");
		lines.addAll(rows);
	}

	private void others(List<String> lines) {
		List<String> rows = new ArrayList<>();
		other(rows, "10,000 topics over 100 sockets: joined", "sockets", "core", "join-ms", "ms");
		other(rows, "healed after the server's return", "sockets", "core", "healed-ms", "ms");
		other(rows, "heap of a socket with its 100 topics", "sockets", "core", "heap-per-socket", "B");
		other(rows, "heap of a socket with one topic", "sockets", "core", "heap-per-bare-socket", "B");
		other(rows, "event there and back, another topic's listener quick: p50", "slow-listener", "core", "p50", "µs");
		other(rows, "p99", "slow-listener", "core", "p99", "µs");
		other(rows, "another topic's listener slow and behind: p50", "slow-listener", "core", "slow-p50", "µs");
		other(rows, "p99", "slow-listener", "core", "slow-p99", "µs");
		other(rows, "idle for an hour: CPU", "idle", "core", "cpu-ms-per-hour", "ms");
		other(rows, "idle for an hour: allocated", "idle", "core", "bytes-per-hour", "B");
		other(rows, "empty Boot web application: ready", RowSpec.START_UP, "listener", "empty-ms", "ms");
		other(rows, "with Spring's WebSocket client", RowSpec.START_UP, "listener", "websocket-ms", "ms");
		other(rows, "with Spring's WebSocket client, connected", RowSpec.START_UP, "listener", "connected-ms", "ms");
		other(rows, "with our starter and a listener instead", RowSpec.START_UP, "listener", "phoenix-ms", "ms");
		if (!rows.isEmpty()) {
			title(lines, "Our client: sockets, slow listeners, idleness, start-up");
			lines.addAll(List.of("| what | measured |", "|---|---|"));
			lines.addAll(rows);
		}
	}

	private void other(List<String> lines, String what, String figure, String contender, String metric, String unit) {
		String value = number(figure, contender, metric);
		if (!value.isEmpty()) {
			lines.add("| " + what + " | " + value + " " + unit + " |");
		}
	}

	private void parts(List<String> lines) {
		Map<String, Double> figures = this.results.figures(RowSpec.PARTS, "core");
		if (figures.isEmpty()) {
			return;
		}
		title(lines, "The parts, by JMH");
		lines.addAll(List.of("| part | payload, B | ns | B allocated |", "|---|---|---|---|"));
		for (String name : new TreeSet<>(figures.keySet())) {
			if (name.endsWith("/ns")) {
				String[] words = name.split("/");
				Double bytes = figures.get(words[0] + "/" + words[1] + "/bytes");
				lines.add("| " + words[0] + " | " + words[1] + " | " + number(figures.get(name)) + " | " + number(bytes)
						+ " |");
			}
		}
	}

	private String rate(String figure, String contender) {
		Double rate = this.results.figure(figure, contender, "per-second");
		return with(rate, this.results.ratio(rate, this.results.figure(figure, "spring", "per-second")));
	}

	private String topics(String contender) {
		Double rate = this.results.figure("flood-100-topics", contender, "per-second");
		return with(rate, this.results.ratio(rate, this.results.figure("flood-100", contender, "per-second")));
	}

	private static String with(@Nullable Double rate, @Nullable Double ratio) {
		return number(rate) + ((ratio != null) ? String.format(Locale.ROOT, " (%.2f)", ratio) : "");
	}

	private String number(String figure, String contender, String metric) {
		return number(this.results.figure(figure, contender, metric));
	}

	private static String number(@Nullable Double value) {
		if (value == null) {
			return "";
		}
		return String.format(Locale.ROOT, (Math.abs(value) < 10) ? "%.1f" : "%,.0f", value);
	}

	private interface Cells {

		List<String> of(String contender);

	}

}
