package io.phoenixchannels.benchmarks.parts;

import java.util.Collection;
import java.util.Locale;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the parts under JMH with its profiler of allocations, and prints
 * {@code metric <part>/<size>/<ns|bytes> <value>}. Arguments: the iterations, the
 * milliseconds of each, those of each that warms up, and the sizes.
 */
public final class PartsMain {

	private PartsMain() {
	}

	public static void main(String[] args) throws RunnerException {
		int iterations = Integer.parseInt(args[0]);
		TimeValue time = TimeValue.milliseconds(Long.parseLong(args[1]));
		TimeValue warmUpTime = TimeValue.milliseconds(Long.parseLong(args[2]));
		Collection<RunResult> results = new Runner(
				new OptionsBuilder().include("io\\.phoenixchannels\\.benchmarks\\.parts\\..*Benchmark\\..*")
					.param("size", args[3].split(","))
					.forks(1)
					.warmupIterations(iterations)
					.warmupTime(warmUpTime)
					.measurementIterations(iterations)
					.measurementTime(time)
					.addProfiler(GCProfiler.class)
					.build())
			.run();
		for (RunResult result : results) {
			String size = result.getParams().getParam("size");
			String name = result.getPrimaryResult().getLabel() + "/" + ((size != null) ? size : "100");
			print(name + "/ns", result.getPrimaryResult().getScore());
			Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
			if (allocated != null) {
				print(name + "/bytes", allocated.getScore());
			}
		}
	}

	private static void print(String name, double value) {
		System.out.println(String.format(Locale.ROOT, "metric %s %.1f", name, value));
	}

}
