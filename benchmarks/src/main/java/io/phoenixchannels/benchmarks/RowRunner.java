package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.phoenixchannels.benchmarks.parts.PartsMain;
import io.phoenixchannels.benchmarks.workload.Row;

/**
 * Runs rows, each in a process of its own.
 */
final class RowRunner {

	/** For each round, and for getting warm. */
	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final Duration PARTS_PATIENCE = Duration.ofMinutes(4);

	private final Options options;

	private final Pinning pinning;

	private final String url;

	private final PhoenixJs phoenixJs;

	private final Path folder;

	RowRunner(Options options, Pinning pinning, String url, PhoenixJs phoenixJs, Path folder) {
		this.options = options;
		this.pinning = pinning;
		this.url = url;
		this.phoenixJs = phoenixJs;
		this.folder = folder;
	}

	/**
	 * Measures rows that are compared with each other. Each gets warm alone; then they
	 * take turns, round by round.
	 */
	void run(List<RowSpec> rows, Results results) throws InterruptedException {
		Map<RowSpec, Child> waiting = new LinkedHashMap<>();
		try {
			for (RowSpec row : rows) {
				begin(row, waiting, results);
			}
			while (!waiting.isEmpty()) {
				for (Map.Entry<RowSpec, Child> next : List.copyOf(waiting.entrySet())) {
					turn(next.getKey(), next.getValue(), waiting, results);
				}
			}
		}
		finally {
			waiting.values().forEach(Child::close);
		}
	}

	private void begin(RowSpec row, Map<RowSpec, Child> waiting, Results results) throws InterruptedException {
		try {
			if (row.isAlone()) {
				long start = System.nanoTime();
				measured(row, alone(row), (System.nanoTime() - start) / 1e9, results);
				return;
			}
			Child process = start(row);
			waiting.put(row, process);
			turn(row, process, waiting, results);
		}
		catch (IOException | RuntimeException ex) {
			missing(row, ex, results);
		}
	}

	private void turn(RowSpec row, Child process, Map<RowSpec, Child> waiting, Results results)
			throws InterruptedException {
		try {
			if (!process.turn(PATIENCE)) {
				return;
			}
			measured(row, parse(process.lines()), process.seconds(), results);
			if (this.options.profile() && Files.exists(profile(row))) {
				ProfileSummary.of(profile(row)).forEach(System.out::println);
			}
		}
		catch (IOException | RuntimeException ex) {
			missing(row, ex, results);
		}
		waiting.remove(row);
		process.close();
	}

	private static void measured(RowSpec row, RowResult result, double seconds, Results results) {
		results.add(row, result);
		System.out.printf(Locale.ROOT, "%-36s %4.1f s  %s%n", row.name(), seconds, result);
	}

	private static void missing(RowSpec row, Exception reason, Results results) {
		results.addMissing(row, String.valueOf(reason.getMessage()));
		System.out.println(row.name() + " FAILED: " + reason.getMessage());
	}

	private RowResult alone(RowSpec row) throws IOException, InterruptedException {
		if (row.figure().equals(RowSpec.START_UP)) {
			return new StartUps(this.url, this.options.startUps(), jvmOptions(), this.folder.resolve("jars")).run();
		}
		return parse(Child.run(
				this.pinning.on(0,
						Child.java(jvmOptions(), ClassPaths.withTomcat(), PartsMain.class, this.options.parts())),
				null, PARTS_PATIENCE));
	}

	private Child start(RowSpec row) throws IOException {
		if (row.contender().equals(RowSpec.PHOENIX_JS)) {
			if (!this.phoenixJs.missing().isEmpty()) {
				throw new IOException(this.phoenixJs.missing());
			}
			List<String> command = new ArrayList<>(List.of("node", "--expose-gc", "row.mjs"));
			command.addAll(arguments(row, ""));
			return new Child(this.pinning.on(0, command), this.phoenixJs.folder().toFile());
		}
		Files.createDirectories(profile(row).getParent());
		List<String> arguments = arguments(row, this.options.profile() ? profile(row).toString() : "");
		List<String> command = Child.java(jvmOptions(), ClassPaths.of(row.contender()), Row.class, arguments);
		return new Child(this.pinning.on(0, command), null);
	}

	private Path profile(RowSpec row) {
		return this.folder.resolve("profiles").resolve(row.name().replace('/', '_') + ".jfr").toAbsolutePath();
	}

	private List<String> arguments(RowSpec row, String profile) {
		Map<String, Object> arguments = new LinkedHashMap<>(this.options.common());
		arguments.putAll(row.arguments());
		arguments.put("contender", row.contender());
		arguments.put("url", this.url);
		arguments.put("profile", profile);
		return arguments.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList();
	}

	private List<String> jvmOptions() {
		List<String> options = new ArrayList<>(List.of("-Xms1g", "-Xmx1g"));
		if (!this.options.gc().isEmpty()) {
			options.add("-XX:+Use" + this.options.gc() + "GC");
		}
		if (this.options.profile()) {
			// Without it, samples fall on the next safepoint instead of where time goes.
			options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
		}
		return options;
	}

	static RowResult parse(List<String> lines) throws IOException {
		Map<String, Double> metrics = new LinkedHashMap<>();
		Map<String, String> facts = new LinkedHashMap<>();
		for (String line : lines) {
			String[] words = line.split(" ", 3);
			if (words.length == 3 && words[0].equals("metric")) {
				metrics.put(words[1], Double.valueOf(words[2]));
			}
			else if (words.length == 3 && words[0].equals("fact")) {
				facts.put(words[1], words[2]);
			}
		}
		if (metrics.isEmpty()) {
			throw new IOException("printed no figure: " + lines);
		}
		return new RowResult(metrics, facts);
	}

}
