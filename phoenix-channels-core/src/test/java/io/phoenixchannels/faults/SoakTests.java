package io.phoenixchannels.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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

	/** Enough for every pool to have grown, and to have been compiled. */
	private static final int ROUNDS_FOR_WARMTH = 50;

	/** How long it takes at most until there have been so many breaks. */
	private static final Duration PACE = Duration.ofSeconds(120);

	private static final int BREAKS = 1000;

	private static final int JOINS_OF_A_ROUND = 10;

	private static final int PUSHES_OF_A_ROUND = 100;

	private static final List<Duration> QUICK = List.of(Duration.ofMillis(5));

	private static final JoinPolicy QUICK_REJOIN = new JoinPolicy(Duration.ofSeconds(10), QUICK, 0, 50, 0,
			JoinPolicy.DEFAULT.terminalReasons(), JoinPolicy.DEFAULT.refreshReasons(), false);

	private int answered;

	private int failed;

	private int joins;

	private int leaves;

	private int breaks;

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
		forget();
		long end = System.nanoTime() + LENGTH.toNanos();
		while (System.nanoTime() < end) {
			round();
		}
		Resources after = settled();
		assertEnough();
		// Pools grow and shrink; whatever leaks does so in every round.
		int tolerance = Math.min(20, this.breaks / 2);
		assertThat(after.threads()).as("threads, now %s", Resources.threadNames())
			.isLessThan(before.threads() + tolerance);
		assertThat(after.files()).isLessThan(before.files() + tolerance);
		assertThat(after.heap()).isLessThan(before.heap() + 4_000_000);
		ClientStatus status = this.client.client().status();
		assertThat(status.connections()).hasSize(1);
		assertThat(status.count(ChannelState.JOINED)).isEqualTo(1);
		row(Integer.toString(this.breaks), Integer.toString(this.joins), Integer.toString(this.leaves),
				Integer.toString(this.answered + this.failed), Integer.toString(this.failed),
				before.threads() + ", " + after.threads(), before.files() + ", " + after.files(),
				Resources.megabytes(before.heap()), Resources.megabytes(after.heap()));
	}

	/**
	 * A thousand breaks in two minutes, and as many for each two minutes of a longer run;
	 * ten times as many joins and leaves, a hundred times as many pushes.
	 */
	private void assertEnough() {
		long enough = BREAKS * LENGTH.toSeconds() / PACE.toSeconds();
		assertThat(this.breaks).as("breaks").isGreaterThanOrEqualTo((int) Math.max(1, enough));
		assertThat(this.server.connectionsOpened()).isEqualTo(1 + ROUNDS_FOR_WARMTH + this.breaks);
		assertThat(this.joins).isEqualTo(this.breaks * JOINS_OF_A_ROUND);
		assertThat(this.leaves).isEqualTo(this.breaks * JOINS_OF_A_ROUND);
		assertThat(this.answered + this.failed).isEqualTo(this.breaks * PUSHES_OF_A_ROUND);
		assertThat(this.answered).isPositive();
		assertThat(this.failed).isPositive();
	}

	private void forget() {
		this.answered = 0;
		this.failed = 0;
		this.joins = 0;
		this.leaves = 0;
		this.breaks = 0;
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
		List<CompletableFuture<PhoenixReply>> joins = new ArrayList<>();
		for (int i = 0; i < JOINS_OF_A_ROUND; i++) {
			PhoenixChannel room = this.client.client().channel("room:" + this.breaks + "-" + i);
			rooms.add(room);
			joins.add(room.join());
		}
		List<CompletableFuture<PhoenixReply>> pushes = new ArrayList<>();
		for (int i = 0; i < PUSHES_OF_A_ROUND; i++) {
			pushes.add(rooms.get(i % JOINS_OF_A_ROUND).push("shout", i));
		}
		if (this.breaks % 2 == 0) {
			this.server.kill();
		}
		else {
			this.server.drain();
		}
		pushes.forEach(this::await);
		joins.forEach((join) -> assertThat(WatchedClient.get(join).isOk()).isTrue());
		this.joins += joins.size();
		rooms.stream().map(PhoenixChannel::leave).toList().forEach(WatchedClient::get);
		this.leaves += rooms.size();
		this.client.next(Notice.ConnectionLost.class);
		this.client.next(Notice.ChannelJoined.class, (joined) -> joined.topic().equals("room:lobby"));
		this.client.assertHearsWhatIsSaid();
		this.breaks++;
	}

	private void await(CompletableFuture<PhoenixReply> push) {
		try {
			assertThat(WatchedClient.get(push).isOk()).isTrue();
			this.answered++;
		}
		catch (CompletionException ex) {
			// Refused, if the client had not heard of the break yet.
			assertThat(ex.getCause()).isInstanceOfAny(PushInterruptedException.class, PushRefusedException.class);
			this.failed++;
		}
	}

	@Override
	EmbeddedPhoenixServer startedServer() {
		return server(EmbeddedPhoenixServer.builder().frameLogCapacity(0)).start();
	}

}
