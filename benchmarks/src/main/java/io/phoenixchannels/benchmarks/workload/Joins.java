package io.phoenixchannels.benchmarks.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.benchmarks.client.Contender;
import io.phoenixchannels.benchmarks.client.Contenders;

/**
 * Joins many topics on one connection, of a server that does not limit them; then the
 * connection is cut, and they are joined again. Each round has a client of its own; the
 * first rounds warm up.
 */
final class Joins {

	/** A client that is not back by then counts as if it were. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Row.Arguments row;

	private final String url;

	private final int topics;

	private final boolean rejoins;

	Joins(Row.Arguments row) {
		this.row = row;
		this.url = row.text("url");
		this.topics = row.number("topics");
		this.rejoins = row.number("rejoin") > 0;
	}

	void run(String name) throws Exception {
		int warmUp = this.row.number("join-warm-ups");
		int rounds = this.row.number("join-rounds");
		List<Long> joined = new ArrayList<>();
		List<Long> rejoined = new ArrayList<>();
		List<Long> heap = new ArrayList<>();
		for (int i = 0; i < warmUp + rounds; i++) {
			List<String> topics = Flood.topics(this.topics);
			long heapBefore = Consumption.heap();
			Tally joins = new Tally();
			joins.expect(this.topics);
			Contender contender = Contenders.named(name);
			long start = System.nanoTime();
			contender.open(new Contender.Setup(this.url, topics, false, 100, new Contender.Heard() {

				@Override
				public void joined() {
					joins.hit();
				}

			}));
			joins.await();
			long took = System.nanoTime() - start;
			long heapAfter = Consumption.heap();
			if (this.rejoins) {
				joins.expect(this.topics);
				start = System.nanoTime();
				Consumption.get(this.url, "/cut?down=0");
				joins.await(PATIENCE);
				rejoined.add(System.nanoTime() - start);
			}
			contender.close();
			joined.add(took);
			heap.add(heapAfter - heapBefore);
		}
		Row.metric("join-ms", median(joined, rounds) / 1e6);
		if (this.rejoins) {
			Row.metric("rejoin-ms", median(rejoined, rounds) / 1e6);
		}
		Row.metric("heap-per-topic", median(heap, rounds) / this.topics);
	}

	private static double median(List<Long> values, int last) {
		return Rounds.median(values.subList(values.size() - last, values.size()), Long::doubleValue);
	}

}
