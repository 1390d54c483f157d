package io.phoenixchannels.benchmarks.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

import io.phoenixchannels.benchmarks.client.Tick;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.protocol.Payload;

/**
 * How long an event takes from the server to the handler of one topic, while the handler
 * of another topic is fast, and while it is slow and falls behind. The client asks for
 * each event, so that one clock measures: it is the way there and back.
 */
final class SlowListener {

	private static final int EVENTS_A_SECOND = 100;

	private static final int BUSY_MILLIS = 50;

	private final String url;

	private final int rounds;

	private final int millis;

	SlowListener(Row.Arguments row) {
		this.url = row.text("url");
		this.rounds = row.number("rounds");
		this.millis = row.number("slow-ms");
	}

	void run() throws Exception {
		LinkedBlockingQueue<Long> bounced = new LinkedBlockingQueue<>();
		try (PhoenixClient client = PhoenixClient.builder(this.url).build()) {
			client.connect().get();
			client.join("room:fast").get();
			client.channel("room:fast").on("bounced", Tick.class, (tick) -> bounced.add(System.nanoTime()));
			bounce(client, bounced, 2 * this.millis);
			List<double[]> quick = new ArrayList<>();
			List<double[]> slow = new ArrayList<>();
			for (int i = 0; i < this.rounds; i++) {
				quick.add(round(client, bounced, "room:quick-" + i, 0));
				slow.add(round(client, bounced, "room:slow-" + i, BUSY_MILLIS));
			}
			Row.metric("p50", Rounds.median(quick, (quantiles) -> quantiles[0]));
			Row.metric("p99", Rounds.median(quick, (quantiles) -> quantiles[1]));
			Row.metric("slow-p50", Rounds.median(slow, (quantiles) -> quantiles[0]));
			Row.metric("slow-p99", Rounds.median(slow, (quantiles) -> quantiles[1]));
		}
	}

	private double[] round(PhoenixClient client, LinkedBlockingQueue<Long> bounced, String other, long busy)
			throws Exception {
		client.join(other).get();
		client.channel(other).on("tick", Tick.class, (tick) -> {
			if (busy > 0) {
				Thread.sleep(busy);
			}
		});
		client.channel(other)
			.send("drip", Payload
				.json("{\"rate\":" + EVENTS_A_SECOND + ",\"count\":" + EVENTS_A_SECOND * this.millis / 1000 + "}"));
		double[] quantiles = bounce(client, bounced, this.millis);
		client.leave(other).get();
		return quantiles;
	}

	private double[] bounce(PhoenixClient client, LinkedBlockingQueue<Long> bounced, int millis) throws Exception {
		List<Long> latencies = new ArrayList<>();
		long end = System.nanoTime() + millis * 1_000_000L;
		while (System.nanoTime() < end) {
			long before = System.nanoTime();
			client.channel("room:fast").send("bounce", Tick.ofSize(100));
			latencies.add(bounced.take() - before);
		}
		long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
		Arrays.sort(sorted);
		return new double[] { sorted[sorted.length / 2] / 1000.0, sorted[(int) (0.99 * (sorted.length - 1))] / 1000.0 };
	}

}
