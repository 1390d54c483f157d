package io.phoenixchannels.benchmarks.workload;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.phoenixchannels.benchmarks.client.Contender;
import io.phoenixchannels.benchmarks.client.Contenders;

/**
 * A process that measures one thing on one contender. Arguments are {@code name=value};
 * figures are printed as {@code metric <name> <value>}, facts as
 * {@code fact <name> <text>}.
 */
public final class Row {

	private Row() {
	}

	public static void main(String[] args) throws Exception {
		Map<String, String> arguments = new HashMap<>();
		for (String arg : args) {
			arguments.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
		}
		run(new Arguments(arguments));
		System.out.flush();
		// Some clients leave threads behind that would keep the JVM alive.
		Runtime.getRuntime().halt(0);
	}

	/**
	 * Measures.
	 */
	public static void run(Arguments row) throws Exception {
		fact("collector", collector());
		switch (row.text("workload")) {
			case "flood" -> on(row, new Flood(row)::run);
			case "round-trip" -> on(row, new RoundTrip(row)::run);
			case "outbound" -> on(row, new Outbound(row)::run);
			case "joins" -> new Joins(row).run(row.text("contender"));
			case "sockets" -> new Sockets(row).run();
			case "slow-listener" -> new SlowListener(row).run();
			case "idle" -> new Idle(row).run();
			default -> throw new IllegalArgumentException("There is no workload '" + row.text("workload") + "'");
		}
	}

	private static void on(Arguments row, Workload workload) throws Exception {
		try (Contender contender = Contenders.named(row.text("contender"))) {
			workload.run(contender);
		}
	}

	private static String collector() {
		return ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.map(GarbageCollectorMXBean::getName)
			.collect(Collectors.joining(" and "));
	}

	static void metric(String name, double value) {
		System.out.println("metric " + name + " " + value);
	}

	static void fact(String name, String text) {
		System.out.println("fact " + name + " " + text);
	}

	private interface Workload {

		void run(Contender contender) throws Exception;

	}

	/**
	 * What a row is told.
	 */
	public record Arguments(Map<String, String> values) {

		String text(String name) {
			String value = this.values.get(name);
			if (value == null) {
				throw new IllegalArgumentException("The row needs an argument " + name + "=");
			}
			return value;
		}

		int number(String name) {
			return Integer.parseInt(text(name));
		}

	}

}
