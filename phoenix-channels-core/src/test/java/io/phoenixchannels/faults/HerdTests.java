package io.phoenixchannels.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.faults.WatchedClient.Heard;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.session.ReconnectPolicy.Rule;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many clients that lose their server together come back, but not together.
 */
@Timeout(60)
class HerdTests extends FaultSupport {

	private static final int CLIENTS = 200;

	private static final int PARTS = 10;

	private final List<WatchedClient> herd = new ArrayList<>();

	private void gather(ReconnectPolicy reconnect) {
		for (int i = 0; i < CLIENTS; i++) {
			this.herd.add(new WatchedClient(PhoenixClient.builder(this.server.url())
				.name("herd-" + i)
				.heartbeat(HeartbeatPolicy.DEFAULT)
				.reconnect(reconnect)
				.join(JOIN)
				.build()));
		}
		CompletableFuture<?>[] joins = this.herd.stream().map((client) -> {
			CompletableFuture<?> joined = client.room().join();
			client.client().connect();
			return joined;
		}).toArray(CompletableFuture[]::new);
		WatchedClient.get(CompletableFuture.allOf(joins));
		// Of the first joins.
		this.herd.forEach((client) -> client.next(Notice.ChannelJoined.class));
	}

	@AfterEach
	void disband() {
		this.herd.parallelStream().forEach(WatchedClient::close);
		this.herd.clear();
	}

	@Fault("killed: `delays=2s`, `jitter=0.5`")
	void jitterSpreadsAHerd() {
		gather(new ReconnectPolicy(List.of(Duration.ofSeconds(2)), 0.5, Duration.ofSeconds(10), 0, Map.of()));
		this.server.kill();
		assertComesBackSpreadOut(Duration.ofSeconds(1), Duration.ofSeconds(2));
	}

	@Fault("restart (1012): the default rule, here with half its delays")
	void ruleOfTheCloseCodeSpreadsAHerd() {
		Rule byDefault = ReconnectPolicy.DEFAULT_RULES.get(1012);
		Rule half = new Rule(false, byDefault.minDelay().dividedBy(2), byDefault.maxDelay().dividedBy(2));
		gather(new ReconnectPolicy(ReconnectPolicy.DEFAULT.delays(), ReconnectPolicy.DEFAULT.jitter(),
				Duration.ofSeconds(10), 0, Map.of(1012, half)));
		this.server.drain();
		assertComesBackSpreadOut(half.minDelay(), half.maxDelay());
	}

	private void assertComesBackSpreadOut(Duration from, Duration to) {
		int[] parts = new int[PARTS];
		int[] planned = new int[PARTS];
		Duration last = Duration.ZERO;
		for (WatchedClient client : this.herd) {
			Heard lost = client.next(Notice.ConnectionLost.class);
			Heard opened = client.next(Notice.ConnectionOpened.class);
			Heard joined = client.next(Notice.ChannelJoined.class, Notice.ChannelJoined::rejoin);
			Duration delay = lost.until(lost.as(Notice.ConnectionLost.class).retryAt());
			Duration away = opened.after(lost.nanos());
			// Heard late on a busy machine, the loss makes both shorter.
			assertThat(delay).isLessThanOrEqualTo(to);
			assertThat(away).isBetween(delay.minusMillis(50), to.plus(Bound.GRACE));
			planned[part(delay, from, to)]++;
			parts[part(away, from, to)]++;
			Duration back = joined.after(lost.nanos());
			last = (back.compareTo(last) > 0) ? back : last;
		}
		// 20 each are expected: 45 is more than five standard deviations away. When they
		// are really back depends on the machine, too, which may stand still for a while.
		assertThat(Arrays.stream(planned).boxed()).allMatch((count) -> count > 0 && count < 45);
		assertThat(this.server.connectionsOpened()).isEqualTo(2L * CLIENTS);
		this.herd.get(0).assertHearsWhatIsSaid();
		row(from.toMillis() / 1000.0 + " to " + to.toMillis() / 1000.0 + " s",
				Arrays.stream(parts).mapToObj(Integer::toString).collect(Collectors.joining(", ")),
				last.toMillis() + " ms");
	}

	private static int part(Duration delay, Duration from, Duration to) {
		double part = (double) delay.minus(from).toNanos() / to.minus(from).toNanos() * PARTS;
		return Math.max(0, Math.min(PARTS - 1, (int) part));
	}

	@Override
	EmbeddedPhoenixServer startedServer() {
		return server(EmbeddedPhoenixServer.builder().frameLogCapacity(0)).start();
	}

}
