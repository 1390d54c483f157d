package io.phoenixchannels.benchmarks.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Does something again and again: until it is warm, and then so many rounds, of which the
 * medians count. How often it is done in a round follows from how fast it is.
 */
final class Rounds {

	private static final long FIRST = 64;

	private final String url;

	private final int rounds;

	private final long roundNanos;

	private final long warmUpNanos;

	private final Row.Arguments row;

	private final Turns turns;

	private boolean measuring;

	Rounds(Row.Arguments row) {
		this.url = row.text("url");
		this.rounds = row.number("rounds");
		this.roundNanos = row.number("round-ms") * 1_000_000L;
		this.warmUpNanos = row.number("warm-up-ms") * 1_000_000L;
		this.row = row;
		this.turns = new Turns(row);
	}

	/**
	 * Whether what is being done counts.
	 */
	boolean isMeasuring() {
		return this.measuring;
	}

	void run(Work work) throws Exception {
		long count = warmUp(work);
		List<Consumption> measured = new ArrayList<>();
		Profile profile = Profile.begin(this.row);
		try {
			for (int i = 0; i < this.rounds; i++) {
				if (this.turns.await()) {
					// After a rest, caches and memory are cold.
					work.run(count);
				}
				this.measuring = true;
				Consumption before = Consumption.now(this.url);
				work.run(count);
				measured.add(Consumption.now(this.url).since(before));
				this.measuring = false;
			}
		}
		finally {
			profile.end();
		}
		Row.metric("per-second", count * 1e9 / median(measured, Consumption::nanos));
		Row.metric("bytes", median(measured, Consumption::allocated) / count);
		// Over all rounds, as the clock of a process may have a resolution of 10 ms.
		double nanos = measured.stream().mapToLong(Consumption::nanos).sum();
		Row.metric("client-cpu", measured.stream().mapToLong(Consumption::cpu).sum() / nanos);
		Row.metric("server-cpu", measured.stream().mapToLong(Consumption::serverCpu).sum() / nanos);
	}

	private long warmUp(Work work) throws Exception {
		long count = FIRST;
		WarmUp warmUp = new WarmUp(this.warmUpNanos);
		while (true) {
			long before = System.nanoTime();
			work.run(count);
			long took = Math.max(1, System.nanoTime() - before);
			boolean representative = took > this.roundNanos / 2;
			count = Math.max(1, Math.min(count * 8, (long) (count * (double) this.roundNanos / took)));
			if (warmUp.isOver() && representative) {
				return count;
			}
		}
	}

	static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
		double[] sorted = values.stream().mapToDouble(figure).toArray();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/**
	 * What is measured.
	 */
	interface Work {

		/**
		 * Does it so many times, and returns when all of it is done.
		 */
		void run(long count) throws Exception;

	}

}
