package io.phoenixchannels.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulation bites: each deliberate bug is caught. The table in
 * {@code docs/simulation.md} says how soon; {@code -Dsimulation.mutations=write} writes
 * it anew.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class MutationTests {

	private static final Path PAGE = Path.of("..", "docs", "simulation.md");

	private static final Pattern ROW = Pattern.compile("^\\| (.+) \\| `(.+)` \\| (\\d+) \\| (.+) \\|$",
			Pattern.MULTILINE);

	private static final String BEGIN = "<!-- mutations -->\n";

	private static final String END = "<!-- end of mutations -->";

	private static final int PATIENCE = 2000;

	private static final boolean WRITE = "write".equals(System.getProperty("simulation.mutations"));

	private static final ExecutorService THREADS = Processors.threads();

	/** By mutation, whether it is caught. */
	private static final Map<Mutation, Future<Boolean>> CAUGHT = new ConcurrentHashMap<>();

	@BeforeAll
	static void begin() {
		QuietLog.ofFailingHandlers();
		mutations().forEach((mutation) -> CAUGHT.put(mutation, THREADS.submit(() -> isFound(mutation))));
	}

	@AfterAll
	static void end() {
		THREADS.shutdownNow();
	}

	static List<Mutation> mutations() {
		return WRITE ? List.of() : Mutation.ALL;
	}

	/**
	 * The seed that caught it when the table was written comes first: as long as the
	 * client does the same, no other is needed.
	 */
	@ParameterizedTest(allowZeroInvocations = true)
	@MethodSource("mutations")
	void isCaught(Mutation mutation) throws Exception {
		assertThat(CAUGHT.get(mutation).get()).as("some seed catches '%s'", mutation).isTrue();
	}

	private static boolean isFound(Mutation mutation) throws IOException {
		LongFunction<@Nullable String> runs = MutatedClient.with(mutation);
		Integer seeds = table().get(mutation.what());
		return (seeds != null && runs.apply(seeds - 1) != null) || find(runs) != null;
	}

	@Test
	void theTableNamesAllMutations() throws IOException {
		if (WRITE) {
			write();
		}
		assertThat(table().keySet()).containsExactlyElementsOf(Mutation.ALL.stream().map(Mutation::what).toList());
	}

	private static Map<String, Integer> table() throws IOException {
		Map<String, Integer> seeds = new LinkedHashMap<>();
		ROW.matcher(Files.readString(PAGE))
			.results()
			.forEach((row) -> seeds.put(row.group(1), Integer.valueOf(row.group(3))));
		return seeds;
	}

	private static @Nullable Caught find(LongFunction<@Nullable String> runs) {
		for (int seed = 0; seed < PATIENCE; seed++) {
			String violation = runs.apply(seed);
			if (violation != null) {
				return new Caught(seed + 1, violation);
			}
		}
		return null;
	}

	private static void write() throws IOException {
		String rows = Mutation.ALL.stream().map((mutation) -> {
			Caught caught = find(MutatedClient.with(mutation));
			assertThat(caught).as("the seed that catches '%s'", mutation).isNotNull();
			return "| %s | `%s` | %s | %s |%n".formatted(mutation.what(), mutation.file(), caught.seeds(),
					caught.summary());
		}).collect(Collectors.joining());
		String page = Files.readString(PAGE);
		Files.writeString(PAGE,
				page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
						+ "| The bug | in | Seeds until it is caught | What is seen first |\n|---|---|---|---|\n" + rows
						+ page.substring(page.indexOf(END)));
	}

	private record Caught(int seeds, String violation) {

		/**
		 * The beginning of the message, without what differs from run to run of a table.
		 */
		private String summary() {
			String line = this.violation.lines().findFirst().orElse("");
			return line.replaceAll("(\\{|\\w+Status\\[|ClientFrame\\[).*", "...").replace('|', '/');
		}

	}

}
