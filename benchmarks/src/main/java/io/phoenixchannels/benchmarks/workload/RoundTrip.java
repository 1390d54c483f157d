package io.phoenixchannels.benchmarks.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.phoenixchannels.benchmarks.client.Contender;

/**
 * Pushes of 100 bytes and their replies. Each reply pushes the next, from its callback,
 * so that a client pays for whatever threads it passes through.
 */
final class RoundTrip {

	private final Rounds rounds;

	private final String url;

	private final int inFlight;

	private volatile Chain chain = new Chain(0);

	RoundTrip(Row.Arguments row) {
		this.rounds = new Rounds(row);
		this.url = row.text("url");
		this.inFlight = row.number("in-flight");
	}

	void run(Contender contender) throws Exception {
		Tally joins = new Tally();
		joins.expect(1);
		contender.open(new Contender.Setup(this.url, List.of("room:0"), false, 100, new Contender.Heard() {

			@Override
			public void joined() {
				joins.hit();
			}

			@Override
			public void replied() {
				RoundTrip.this.chain.replied(contender);
			}

		}));
		joins.await();
		List<double[]> quantiles = new ArrayList<>();
		this.rounds.run((count) -> {
			Chain chain = new Chain(Math.max(count, this.inFlight));
			this.chain = chain;
			chain.start(contender, this.inFlight);
			chain.done.await();
			if (this.inFlight == 1 && this.rounds.isMeasuring()) {
				quantiles.add(chain.quantiles(0.5, 0.99));
			}
		});
		if (this.inFlight == 1) {
			Row.metric("p50", Rounds.median(quantiles, (quantile) -> quantile[0]));
			Row.metric("p99", Rounds.median(quantiles, (quantile) -> quantile[1]));
		}
	}

	private static final class Chain {

		private final long count;

		private final long[] latencies;

		private final AtomicLong pushed = new AtomicLong();

		private final AtomicLong replied = new AtomicLong();

		private final CountDownLatch done = new CountDownLatch(1);

		private boolean sequential;

		private volatile long pushedAt;

		Chain(long count) {
			this.count = count;
			this.latencies = new long[(int) count];
		}

		void start(Contender contender, int inFlight) throws Exception {
			this.sequential = inFlight == 1;
			this.pushed.set(inFlight);
			for (int i = 0; i < inFlight; i++) {
				push(contender);
			}
		}

		private void push(Contender contender) throws Exception {
			if (this.sequential) {
				this.pushedAt = System.nanoTime();
			}
			contender.echo();
		}

		void replied(Contender contender) {
			int number = (int) this.replied.getAndIncrement();
			if (this.sequential) {
				this.latencies[number] = System.nanoTime() - this.pushedAt;
			}
			try {
				if (this.pushed.getAndIncrement() < this.count) {
					push(contender);
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			if (number + 1 == this.count) {
				this.done.countDown();
			}
		}

		double[] quantiles(double... shares) {
			long[] sorted = this.latencies.clone();
			Arrays.sort(sorted);
			return Arrays.stream(shares).map((share) -> sorted[(int) (share * (sorted.length - 1))] / 1000.0).toArray();
		}

	}

}
