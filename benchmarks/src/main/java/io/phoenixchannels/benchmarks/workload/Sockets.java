package io.phoenixchannels.benchmarks.workload;

import io.phoenixchannels.benchmarks.client.Contender;
import io.phoenixchannels.benchmarks.client.CoreContender;
import io.phoenixchannels.benchmarks.client.Execution;

/**
 * Many topics over as many connections as a limit of 100 asks for, and a server that goes
 * away for a while. Then one topic a connection, for what a connection costs.
 */
final class Sockets {

	private static final int LIMIT = 100;

	private static final int DOWN_MILLIS = 500;

	private final String url;

	private final int topics;

	Sockets(Row.Arguments row) {
		this.url = row.text("url");
		this.topics = row.number("topics");
	}

	void run() throws Exception {
		// The first time, classes and tables are made that stay.
		joined(LIMIT, 1, false);
		Row.metric("heap-per-bare-socket", joined(LIMIT, 1, false) / LIMIT);
		double heap = joined(this.topics, LIMIT, true);
		Row.metric("heap-per-socket", heap / ((this.topics + LIMIT - 1) / LIMIT));
	}

	private double joined(int topics, int perConnection, boolean breaks) throws Exception {
		Tally joins = new Tally();
		joins.expect(topics);
		long before = Consumption.heap();
		Contender contender = new CoreContender(Execution.DEFAULT, perConnection);
		long start = System.nanoTime();
		contender.open(new Contender.Setup(this.url, Flood.topics(topics), false, 100, new Contender.Heard() {

			@Override
			public void joined() {
				joins.hit();
			}

		}));
		joins.await();
		long took = System.nanoTime() - start;
		double heap = Consumption.heap() - before;
		if (breaks) {
			Row.metric("join-ms", took / 1e6);
			joins.expect(topics);
			Consumption.get(this.url, "/cut?down=" + DOWN_MILLIS);
			long upAgainAt = System.nanoTime() + DOWN_MILLIS * 1_000_000L;
			joins.await();
			Row.metric("healed-ms", (System.nanoTime() - upAgainAt) / 1e6);
		}
		contender.close();
		return heap;
	}

}
