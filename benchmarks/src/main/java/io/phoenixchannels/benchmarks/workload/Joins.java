package io.phoenixchannels.benchmarks.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.phoenixchannels.benchmarks.client.Contender;
import io.phoenixchannels.benchmarks.client.Contenders;

/**
 * Joins many topics on one connection, of a server that does not limit them; then the
 * connection is cut, and they are joined again. Each round has a client of its own; the
 * first rounds warm up. A client that needs long for a round has fewer of them.
 */
final class Joins {

	/** A client that is not back by then counts as if it were. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** After so long, three rounds are enough. */
	private static final Duration LONG = Duration.ofSeconds(30);

	private static final int FEW = 3;

	private final Row.Arguments row;

	private final Turns turns;

	private final String url;

	private final int topics;

	private final boolean rejoins;

	Joins(Row.Arguments row) {
		this.row = row;
		this.turns = new Turns(row);
		this.url = row.text("url");
		this.topics = row.number("topics");
		this.rejoins = row.number("rejoin") > 0;
	}

	void run(String name) throws Exception {
		// A client's whole life runs through more code than a flood.
		WarmUp warmUp = new WarmUp(2 * this.row.number("warm-up-ms") * 1_000_000L);
		do {
			round(name, () -> 0L);
		}
		while (!warmUp.isOver());
		int most = this.row.number("rounds");
		List<Round> rounds = new ArrayList<>();
		long spent = 0;
		Profile profile = Profile.begin(this.row);
		try {
			while (rounds.size() < most && (rounds.size() < FEW || spent < LONG.toNanos())) {
				this.turns.await();
				long start = System.nanoTime();
				rounds.add(round(name, Consumption::heap));
				spent += System.nanoTime() - start;
			}
		}
		finally {
			profile.end();
		}
		Row.metric("join-ms", Rounds.median(rounds, Round::joined) / 1e6);
		if (this.rejoins) {
			Row.metric("rejoin-ms", Rounds.median(rounds, Round::rejoined) / 1e6);
		}
		Row.metric("heap-per-topic", Rounds.median(rounds, Round::heap) / this.topics);
	}

	/**
	 * A client's whole life.
	 * @param heap takes much longer than the rest, in which a compiler would seem to rest
	 */
	private Round round(String name, Callable<Long> heap) throws Exception {
		List<String> topics = Flood.topics(this.topics);
		long heapBefore = heap.call();
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
		long joined = System.nanoTime() - start;
		long heapAfter = heap.call();
		long rejoined = 0;
		if (this.rejoins) {
			joins.expect(this.topics);
			start = System.nanoTime();
			Consumption.get(this.url, "/cut?down=0");
			joins.await(PATIENCE);
			rejoined = System.nanoTime() - start;
		}
		contender.close();
		return new Round(joined, rejoined, heapAfter - heapBefore);
	}

	private record Round(long joined, long rejoined, long heap) {
	}

}
