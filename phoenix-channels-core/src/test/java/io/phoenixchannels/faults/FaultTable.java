package io.phoenixchannels.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The part of {@code docs/faults.md} that is between two markers: written if the tests
 * run with {@code -Dfaults.write=true}, otherwise compared. What was measured, numbers,
 * is not.
 */
final class FaultTable {

	private static final Path PAGE = Path.of("..", "docs", "faults.md");

	private static final boolean WRITE = Boolean.getBoolean("faults.write");

	private final String name;

	/** By fault. */
	private final Map<String, String> rows = new TreeMap<>();

	FaultTable(String name) {
		this.name = name;
	}

	void add(String fault, String heard, Bound bound, Duration measured, String then) {
		add(fault, withoutPorts(heard), bound.toString(), measured.toMillis() + " ms", then);
	}

	void add(String fault, String... cells) {
		this.rows.put(fault, "| " + fault + " | " + String.join(" | ", cells) + " |");
	}

	private static String withoutPorts(String text) {
		return text.replaceAll("localhost:\\d+", "localhost:4000");
	}

	/**
	 * Compares what has run with the page, or writes it.
	 * @param faults all that there are, in the order of the page
	 */
	void finish(List<String> faults) throws IOException {
		String page = Files.readString(PAGE);
		Matcher part = Pattern.compile("<!-- rows: " + this.name + " -->\n(.*?)<!-- end -->", Pattern.DOTALL)
			.matcher(page);
		assertThat(part.find()).as("the part %s of %s", this.name, PAGE).isTrue();
		List<String> lines = part.group(1).lines().filter((line) -> line.startsWith("| ")).toList();
		if (WRITE) {
			Files.writeString(PAGE,
					page.substring(0, part.start(1)) + rewritten(faults, lines) + page.substring(part.end(1)));
			return;
		}
		Map<String, String> written = byFault(lines);
		assertThat(written.keySet()).as("the faults of %s in %s, which -Dfaults.write=true writes", this.name, PAGE)
			.containsExactlyElementsOf(faults);
		this.rows
			.forEach((fault, row) -> assertThat(timeless(written.get(fault))).as("the row of '%s' in %s", fault, PAGE)
				.isEqualTo(timeless(row)));
	}

	private String rewritten(List<String> faults, List<String> lines) {
		Map<String, String> known = byFault(lines);
		known.putAll(this.rows);
		List<String> rewritten = new ArrayList<>(lines.subList(0, 1));
		rewritten.add("|---".repeat(cells(lines.get(0)).size()) + "|");
		faults.stream().filter(known::containsKey).map(known::get).forEach(rewritten::add);
		return String.join("\n", rewritten) + "\n";
	}

	private static Map<String, String> byFault(List<String> lines) {
		Map<String, String> byFault = new LinkedHashMap<>();
		lines.stream().skip(1).forEach((line) -> byFault.put(cells(line).get(0), line));
		return byFault;
	}

	private static List<String> timeless(String row) {
		List<String> cells = new ArrayList<>(cells(row));
		cells.removeIf((cell) -> cell.matches("[-\\d,. ]+( (ms|s|MB|kB))?"));
		return cells;
	}

	private static List<String> cells(String row) {
		return Arrays.stream(row.substring(2, row.length() - 2).split(" \\| ")).toList();
	}

}
