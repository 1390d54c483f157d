package io.phoenixchannels.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What the client is to reach, each beside what it reached.
 */
final class Targets {

	private static final String JS = RowSpec.PHOENIX_JS;

	private static final String JPC = RowSpec.JAVA_PHOENIX_CLIENT;

	private final List<Target> targets = new ArrayList<>();

	Targets() {
		String direct = "flood 100 B to an annotated method taking a record, run on the reading thread";
		atLeast(direct, 2.0, "x phoenix.js", rate("flood-100", "listener-direct", JS));
		atLeast(direct, 7, "x JavaPhoenixClient", rate("flood-100", "listener-direct", JPC));
		atLeast(direct, 0.30, "of the raw Spring client", rate("flood-100", "listener-direct", "spring"));
		flood("100 B", 100, 1.5, 5, 0.22);
		flood("1 KB", 1024, 1.3, 6, 0.45);
		flood("16 KB", 16384, 1.1, 7, 0.50);
		atLeast("an annotated method against a core handler, default execution", 0.9, "x the core handler",
				rate("flood-100", "listener", "core"));
		atLeast("an annotated method against a core handler, on the reading thread", 0.9, "x the core handler",
				rate("flood-100", "listener-direct", "core-direct"));
		atMost("allocation per 100 B event beyond the raw client's own, default execution", 700, "B",
				beyondRaw("listener"));
		atMost("allocation per 100 B event beyond the raw client's own, on the reading thread", 700, "B",
				beyondRaw("listener-direct"));
		roundTrips();
		atLeast("100 topics against one, 100 B, core handler", 0.9, "x one topic", topics("core"));
		atLeast("100 topics against one, 100 B, annotated method", 0.9, "x one topic", topics("listener"));
		manyTopics();
		for (String threads : List.of("", "-threads")) {
			String from = threads.isEmpty() ? ", one thread" : ", four threads";
			atLeast("pushes out, 100 B, no reply" + from, 1.2, "x the raw Spring client",
					rate("outbound-100" + threads, "core", "spring"));
			atLeast("pushes out, 1 KB" + from, 1.0, "x the raw Spring client",
					rate("outbound-1024" + threads, "core", "spring"));
			atLeast("pushes out, 16 KB" + from, 1.0, "x the raw Spring client",
					rate("outbound-16384" + threads, "core", "spring"));
			atLeast("pushes out, 1 KB, on Jetty's container" + from, 2.0, "x the raw Spring client on Tomcat",
					rate("outbound-1024" + threads, RowSpec.CORE_JETTY, "spring"));
			atLeast("pushes out, 16 KB, on Jetty's container" + from, 6.0, "x the raw Spring client on Tomcat",
					rate("outbound-16384" + threads, RowSpec.CORE_JETTY, "spring"));
		}
		atMost("slow listener on one topic", 1.2, "x the p99 of other topics without it",
				(results) -> results.ratio(results.figure("slow-listener", "core", "slow-p99"),
						results.figure("slow-listener", "core", "p99")));
		atMost("start-up added to an empty Boot web application, on top of the WebSocket classes", 150, "ms",
				(results) -> results.figure(RowSpec.START_UP, "listener", "added-ms"));
	}

	private void flood(String name, int size, double phoenixJs, double javaPhoenixClient, double raw) {
		String work = "flood " + name + " to an annotated method taking a record, default execution";
		atLeast(work, phoenixJs, "x phoenix.js", rate("flood-" + size, "listener", JS));
		atLeast(work, javaPhoenixClient, "x JavaPhoenixClient", rate("flood-" + size, "listener", JPC));
		atLeast(work, raw, "of the raw Spring client", rate("flood-" + size, "listener", "spring"));
	}

	private void roundTrips() {
		sequential("callback on the reading thread", "core-direct");
		sequential("default execution", "core");
		atLeast("64 round trips in flight", 0.65, "of the raw Spring client", rate("round-trip-64", "core", "spring"));
		atLeast("64 round trips in flight", 2, "x phoenix.js", rate("round-trip-64", "core", JS));
		atLeast("64 round trips in flight", 8, "x JavaPhoenixClient", rate("round-trip-64", "core", JPC));
	}

	private void sequential(String execution, String contender) {
		String work = "round trip of a push, sequential, " + execution;
		atMost(work + ", p50", 1.15, "x the raw Spring client", ratio("round-trip-1", contender, "spring", "p50"));
		atMost(work + ", p99", 1.5, "x the raw Spring client", ratio("round-trip-1", contender, "spring", "p99"));
	}

	private void manyTopics() {
		String joined = "10,000 topics joined on one socket";
		atLeast(joined, 6, "x faster than phoenix.js", ratio("joins-10000", JS, "core", "join-ms"));
		atLeast(joined, 12, "x faster than JavaPhoenixClient", ratio("joins-10000", JPC, "core", "join-ms"));
		String rejoined = "10,000 topics rejoined after a cut";
		atLeast(rejoined, 15, "x faster than phoenix.js", ratio("joins-10000", JS, "core", "rejoin-ms"));
		atLeast(rejoined, 15, "x faster than JavaPhoenixClient", ratio("joins-10000", JPC, "core", "rejoin-ms"));
		atMost("heap per joined topic", 600, "B", (results) -> results.figure("joins-10000", "core", "heap-per-topic"));
		atMost("10,000 topics over 100 sockets, healed after the server's return", 5000, "ms",
				(results) -> results.figure("sockets", "core", "healed-ms"));
		atMost("memory per socket, with its 100 topics", 100 * 1024, "B",
				(results) -> results.figure("sockets", "core", "heap-per-socket"));
	}

	private static Figure rate(String figure, String contender, String other) {
		return ratio(figure, contender, other, "per-second");
	}

	private static Figure ratio(String figure, String contender, String other, String metric) {
		return (results) -> results.ratio(results.figure(figure, contender, metric),
				results.figure(figure, other, metric));
	}

	private static Figure topics(String contender) {
		return (results) -> results.ratio(results.figure("flood-100-topics", contender, "per-second"),
				results.figure("flood-100", contender, "per-second"));
	}

	private static Figure beyondRaw(String contender) {
		return (results) -> {
			Double ours = results.figure("flood-100", contender, "bytes");
			Double raw = results.figure("flood-100", "spring", "bytes");
			return (ours != null && raw != null) ? ours - raw : null;
		};
	}

	private void atLeast(String work, double bound, String unit, Figure figure) {
		this.targets.add(new Target(work, true, bound, unit, figure));
	}

	private void atMost(String work, double bound, String unit, Figure figure) {
		this.targets.add(new Target(work, false, bound, unit, figure));
	}

	List<String> table(Results results, boolean complete) {
		List<String> lines = new ArrayList<>(List.of("| work | target | measured | |", "|---|---|---|---|"));
		this.targets.stream()
			.filter((target) -> complete || target.figure().apply(results) != null)
			.forEach((target) -> lines.add(target.line(results)));
		return lines;
	}

	/**
	 * What is looked at; null if it was not measured.
	 */
	private interface Figure extends Function<Results, @Nullable Double> {

	}

	private record Target(String work, boolean atLeast, double bound, String unit, Figure figure) {

		String line(Results results) {
			Double measured = this.figure.apply(results);
			String verdict = "not measured";
			if (measured != null) {
				verdict = (this.atLeast ? measured >= this.bound : measured <= this.bound) ? "met" : "**not met**";
			}
			return "| " + this.work + " | at " + (this.atLeast ? "least " : "most ") + number(this.bound) + " "
					+ this.unit + " | " + ((measured != null) ? number(measured) : "") + " | " + verdict + " |";
		}

		private static String number(double value) {
			if (Math.abs(value) >= 100) {
				return String.format(Locale.ROOT, "%,.0f", value);
			}
			return String.format(Locale.ROOT, "%.2f", value);
		}

	}

}
