package io.phoenixchannels.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.JoinPolicy;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Breaks, pushes, joins and leaves without end leave nothing behind.
 * {@code -Dsoak.seconds=3600} makes it an hour.
 */
@Timeout(7200)
class SoakTests extends FaultSupport {

	private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 30));

	/** Each with a break, ten joins and leaves and a hundred pushes. */
	private static final int ROUNDS_FOR_WARMTH = 50;

	private static final int JOINS = 10;

	private static final int PUSHES = 100;

	private static final List<Duration> QUICK = List.of(Duration.ofMillis(5));

	private static final JoinPolicy QUICK_REJOIN = new JoinPolicy(Duration.ofSeconds(10), QUICK, 0, 50, 0,
			JoinPolicy.DEFAULT.terminalReasons(), JoinPolicy.DEFAULT.refreshReasons(), false);

	private final AtomicInteger answered = new AtomicInteger();

	private final AtomicInteger failed = new AtomicInteger();

	private int rounds;

	@Fault("a break, 10 joins and leaves, and 100 pushes, over and over")
	void nothingIsLeft() throws Exception {
		connected(builder(this.server.url()).join(QUICK_REJOIN)
			.pushTimeout(Duration.ofSeconds(10))
			.connectTimeout(Duration.ofSeconds(10))
			.reconnect(new ReconnectPolicy(QUICK, 0.5, Duration.ofSeconds(10), 0, Map.of())));
		for (int i = 0; i < ROUNDS_FOR_WARMTH; i++) {
			round();
		}
		Resources before = settled();
		int warm = this.rounds;
		long end = System.nanoTime() + LENGTH.toNanos();
		while (System.nanoTime() < end) {
			round();
		}
		Resources after = settled();
		int rounds = this.rounds - warm;
		assertThat(rounds).isGreaterThan(20);
		// Pools grow and shrink; whatever leaks does so in every round.
		int tolerance = Math.min(20, rounds / 2);
		assertThat(after.threads()).as("threads, now %s", Resources.threadNames())

			.isLessThan(before.threads() + tolerance);
		assertThat(after.files()).isLessThan(before.files() + tolerance);
		assertThat(after.heap()).isLessThan(before.heap() + 4_000_000);
		assertThat(this.answered.get() + this.failed.get()).isEqualTo(this.rounds * PUSHES);
		ClientStatus status = this.client.client().status();
		assertThat(status.connections()).hasSize(1);
		assertThat(status.count(ChannelState.JOINED)).isEqualTo(1);
		row(Integer.toString(rounds), before.threads() + ", " + after.threads(), before.files() + ", " + after.files(),
				Resources.megabytes(before.heap()), Resources.megabytes(after.heap()));
	}

	/**
	 * What is in use when the callback threads of the last burst have ended, which they
	 * do after 10 s without work.
	 */
	private Resources settled() throws IOException {
		Awaitility.await().pollDelay(Duration.ofSeconds(12)).atMost(Duration.ofSeconds(20)).until(() -> true);
		return Resources.now();
	}

	private void round() {
		List<PhoenixChannel> rooms = new ArrayList<>();
		for (int i = 0; i < JOINS; i++) {
			PhoenixChannel room = this.client.client().channel("room:" + this.rounds + "-" + i);
			rooms.add(room);
			room.join();
		}
		List<CompletableFuture<PhoenixReply>> pushes = new ArrayList<>();
		for (int i = 0; i < PUSHES; i++) {
			pushes.add(rooms.get(i % JOINS).push("shout", i));
		}
		if (this.rounds % 2 == 0) {
			this.server.kill();
		}
		else {
			this.server.drain();
		}
		pushes.forEach(this::await);
		rooms.forEach((room) -> WatchedClient.get(room.leave()));
		this.client.next(Notice.ConnectionLost.class);
		this.client.next(Notice.ChannelJoined.class, (joined) -> joined.topic().equals("room:lobby"));
		this.client.assertHearsWhatIsSaid();
		this.rounds++;
	}

	private void await(CompletableFuture<PhoenixReply> push) {
		try {
			assertThat(WatchedClient.get(push).isOk()).isTrue();
			this.answered.incrementAndGet();
		}
		catch (CompletionException ex) {
			// Refused, if the client had not heard of the break yet.
			assertThat(ex.getCause()).isInstanceOfAny(PushInterruptedException.class, PushRefusedException.class);
			this.failed.incrementAndGet();
		}
	}

	@Override
	EmbeddedPhoenixServer startedServer() {
		return server(EmbeddedPhoenixServer.builder().frameLogCapacity(0)).start();
	}

}
