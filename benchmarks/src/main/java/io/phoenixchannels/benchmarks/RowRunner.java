package io.phoenixchannels.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.benchmarks.parts.PartsMain;
import io.phoenixchannels.benchmarks.workload.Row;

/**
 * Runs a row in a process of its own.
 */
final class RowRunner {

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
	 * Measures.
	 * @throws IOException if there is no figure, with the reason
	 */
	RowResult run(RowSpec row) throws IOException, InterruptedException {
		if (row.figure().equals(RowSpec.START_UP)) {
			return new StartUps(this.pinning, this.url, this.options.startUps(), jvmOptions(),
					this.folder.resolve("jars"))
				.run();
		}
		if (row.figure().equals(RowSpec.PARTS)) {
			return parse(Child.run(
					this.pinning.on(0,
							Child.java(jvmOptions(), ClassPaths.withTomcat(), PartsMain.class, this.options.parts())),
					null, PARTS_PATIENCE));
		}
		if (row.contender().equals(RowSpec.PHOENIX_JS)) {
			return phoenixJs(row);
		}
		Path profile = this.folder.resolve("profiles").resolve(row.name().replace('/', '_') + ".jfr");
		Files.createDirectories(profile.getParent());
		List<String> arguments = arguments(row, this.options.profile() ? profile.toAbsolutePath().toString() : "");
		List<String> command = Child.java(jvmOptions(), ClassPaths.of(row.contender()), Row.class, arguments);
		RowResult result = parse(Child.run(this.pinning.on(0, command), null, PATIENCE));
		if (Files.exists(profile) && this.options.profile()) {
			ProfileSummary.of(profile).forEach(System.out::println);
		}
		return result;
	}

	private RowResult phoenixJs(RowSpec row) throws IOException, InterruptedException {
		if (!this.phoenixJs.missing().isEmpty()) {
			throw new IOException(this.phoenixJs.missing());
		}
		List<String> command = new ArrayList<>(List.of("node", "--expose-gc", "row.mjs"));
		command.addAll(arguments(row, ""));
		return parse(Child.run(this.pinning.on(0, command), this.phoenixJs.folder().toFile(), PATIENCE));
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
