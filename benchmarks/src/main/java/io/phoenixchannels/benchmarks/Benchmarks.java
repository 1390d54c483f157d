package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures our client and its peers, prints the tables, and writes them with a picture
 * into {@code target/benchmarks}; a complete run writes them into the module's README,
 * too.
 */
public final class Benchmarks {

	private static final Path FOLDER = Path.of("target", "benchmarks");

	private static final Path README = Path.of("README.md");

	private static final Path PICTURE = Path.of("flood.svg");

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		Options options;
		try {
			options = Options.of(args);
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
			return;
		}
		List<RowSpec> rows = RowSpec.all().stream().filter(options::wants).toList();
		if (options.list()) {
			rows.forEach((row) -> System.out.println(row.name()));
			return;
		}
		if (rows.isEmpty()) {
			System.err.println("No row matches " + options.only() + "; --list names them");
			System.exit(2);
		}
		run(options, rows);
	}

	private static void run(Options options, List<RowSpec> rows) throws IOException, InterruptedException {
		long start = System.nanoTime();
		Pinning pinning = Pinning.ofThisMachine();
		PhoenixJs phoenixJs = PhoenixJs.install(FOLDER.resolve("js"));
		System.out.printf(Locale.ROOT, "%d rows; no figure begins after %d min; %s%n", rows.size(),
				options.limit().toMinutes(), pinning);
		Results results = new Results();
		try (LoadServerProcess server = new LoadServerProcess(pinning)) {
			RowRunner runner = new RowRunner(options, pinning, server.url(), phoenixJs, FOLDER);
			for (List<RowSpec> compared : RowSpec.compared(rows)) {
				if (System.nanoTime() - start > options.limit().toNanos()) {
					compared.forEach((row) -> results.addMissing(row, "the time was over"));
				}
				else {
					runner.run(compared, results);
				}
			}
		}
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		report(options, results, Machine.describe(options, pinning, phoenixJs.versions()), took);
	}

	private static void report(Options options, Results results, List<String> machine, Duration took)
			throws IOException {
		List<String> lines = new ArrayList<>(List.of("## The last run", ""));
		lines.addAll(machine);
		lines.add("- Collector: " + results.collectors()
				+ (options.gc().isEmpty() ? " (the JVM's choice)" : " (asked for)") + ", heap 1 GB");
		lines.add(String.format(Locale.ROOT,
				"- It took %d min %d s. The server needed at most %.0f %% of its core, raw NIO rows apart.",
				took.toMinutes(), took.toSecondsPart(), 100 * results.serverShare()));
		lines.addAll(new Tables(results).all(options.isComplete()));
		System.out.println();
		lines.forEach(System.out::println);
		Files.createDirectories(FOLDER);
		Files.write(FOLDER.resolve("results.md"), lines);
		String picture = Chart.of(results, String.join("; ", machine.subList(0, 3)).replace("- ", ""));
		if (picture != null) {
			Files.writeString(FOLDER.resolve(PICTURE), picture);
		}
		if (options.isComplete() && results.lacksOnlyPeers() && options.gc().isEmpty() && picture != null) {
			ReadmeResults.write(README, lines, PICTURE);
			Files.writeString(PICTURE, picture);
			System.out.println("\nWritten into " + README.toAbsolutePath());
		}
		else {
			System.out.println("\nWritten into " + FOLDER.resolve("results.md").toAbsolutePath());
		}
	}

}
