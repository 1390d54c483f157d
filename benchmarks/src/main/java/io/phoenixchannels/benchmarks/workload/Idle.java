package io.phoenixchannels.benchmarks.workload;

import java.time.Duration;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.HeartbeatPolicy;

/**
 * What a client costs that has nothing to do but to send heartbeats: measured with a
 * short interval, and extrapolated to an hour of the default one.
 */
final class Idle {

	private static final Duration INTERVAL = Duration.ofMillis(20);

	private final String url;

	private final int millis;

	Idle(Row.Arguments row) {
		this.url = row.text("url");
		this.millis = row.number("idle-ms");
	}

	void run() throws Exception {
		HeartbeatPolicy heartbeat = new HeartbeatPolicy(INTERVAL, Duration.ofSeconds(10));
		try (PhoenixClient client = PhoenixClient.builder(this.url).heartbeat(heartbeat).build()) {
			client.connect().get();
			client.join("room:0").get();
			Thread.sleep(this.millis);
			Consumption before = Consumption.now(this.url);
			Thread.sleep(this.millis);
			Consumption used = Consumption.now(this.url).since(before);
			double heartbeats = used.nanos() / (double) INTERVAL.toNanos();
			double anHour = Duration.ofHours(1).toNanos() / (double) HeartbeatPolicy.DEFAULT.interval().toNanos();
			Row.metric("cpu-ms-per-hour", used.cpu() / heartbeats * anHour / 1e6);
			Row.metric("bytes-per-hour", used.allocated() / heartbeats * anHour);
		}
	}

}
