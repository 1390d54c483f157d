package io.phoenixchannels.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the command was asked for.
 *
 * @param quick short rounds, to see that all works; the figures are worth little
 * @param only parts of the names of rows, of which one must match; empty for all rows
 * @param gc a collector's name in {@code -XX:+Use<name>GC}; empty for the JVM's choice
 * @param profile whether each row leaves a recording of JFR, and a summary of it
 * @param limit no figure begins after so long
 */
record Options(boolean quick, List<String> only, String gc, boolean profile, Duration limit, boolean list) {

	static final String USAGE = """
			Options:
			  --quick           short rounds: shows that all works, not how fast it is
			  --only=<a>,<b>    only rows whose name contains one of these, such as flood-100/ or /core
			  --gc=G1           another collector than the one that the JVM picks: G1, Parallel, Serial, Z
			  --profile         a JFR recording for each row of a JVM, and what it says, in target/benchmarks
			  --limit=<minutes> no figure begins after so long; 30 if not set
			  --list            names the rows""";

	static Options of(String... args) {
		boolean quick = false;
		List<String> only = List.of();
		String gc = "";
		boolean profile = false;
		Duration limit = Duration.ofMinutes(30);
		boolean list = false;
		for (String arg : args) {
			String value = arg.substring(arg.indexOf('=') + 1);
			switch (arg.replaceFirst("=.*", "")) {
				case "--quick" -> quick = true;
				case "--only" -> only = List.of(value.split(","));
				case "--gc" -> gc = value;
				case "--profile" -> profile = true;
				case "--limit" -> limit = Duration.ofMinutes(Long.parseLong(value));
				case "--list" -> list = true;
				default -> throw new IllegalArgumentException("There is no option " + arg + "\n" + USAGE);
			}
		}
		return new Options(quick, only, gc, profile, limit, list);
	}

	/**
	 * Whether the result is worth to be kept as the result of all.
	 */
	boolean isComplete() {
		return !this.quick && this.only.isEmpty() && !this.profile;
	}

	boolean wants(RowSpec row) {
		return this.only.isEmpty() || this.only.stream().anyMatch(row.name()::contains);
	}

	/**
	 * What all rows are told.
	 */
	Map<String, Object> common() {
		if (this.quick) {
			return Map.of("turns", 1, "rounds", 3, "round-ms", 100, "warm-up-ms", 1500, "slow-ms", 500, "idle-ms",
					1000);
		}
		return Map.of("turns", 1, "rounds", 7, "round-ms", this.profile ? 1500 : 500, "warm-up-ms", 2500, "slow-ms",
				2000, "idle-ms", 10_000);
	}

	int startUps() {
		return this.quick ? 1 : 11;
	}

	List<String> parts() {
		// The JIT compiler shares the one core: after a second, a part is not warm yet.
		return this.quick ? List.of("1", "100", "100", "100") : List.of("5", "400", "1000", "100,16384");
	}

}
