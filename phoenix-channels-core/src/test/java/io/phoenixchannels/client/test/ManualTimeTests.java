package io.phoenixchannels.client.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.client.ClientClock;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ManualTimeTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final ManualTime time = new ManualTime(START);

	private final ClientClock clock = this.time.newClock();

	private final List<Instant> woken = new CopyOnWriteArrayList<>();

	private void wakeAt(ClientClock clock, int second) {
		clock.wakeAt(START.plusSeconds(second), () -> this.woken.add(clock.now()));
	}

	private static <T extends Notice> BlockingQueue<T> notices(PhoenixClient client, Class<T> type) {
		BlockingQueue<T> notices = new LinkedBlockingQueue<>();
		client.observe((notice) -> {
			if (type.isInstance(notice)) {
				notices.add(type.cast(notice));
			}
		});
		return notices;
	}

	@Test
	void passesOnlyWhenItIsTold() {
		assertThat(this.clock.now()).isEqualTo(START);
		this.time.advance(Duration.ofHours(1));
		assertThat(this.clock.now()).isEqualTo(this.time.now()).isEqualTo(START.plusSeconds(3600));
		assertThatIllegalArgumentException().isThrownBy(() -> this.time.advance(Duration.ofSeconds(-1)))
			.withMessage("Time cannot go back by PT1S");
	}

	@Test
	void alarmsOfAllClocksGoOffInOrderAtTheirMoment() {
		wakeAt(this.clock, 20);
		wakeAt(this.time.newClock(), 10);
		wakeAt(this.time.newClock(), 31);
		this.time.advance(Duration.ofSeconds(30));
		assertThat(this.woken).containsExactly(START.plusSeconds(10), START.plusSeconds(20));
		assertThat(this.time.now()).isEqualTo(START.plusSeconds(30));
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.woken).hasSize(3);
	}

	@Test
	void alarmSetByAnAlarmGoesOffOnTheWay() {
		this.clock.wakeAt(START.plusSeconds(30), () -> wakeAt(this.clock, 40));
		this.time.advance(Duration.ofSeconds(40));
		assertThat(this.woken).containsExactly(START.plusSeconds(40));
	}

	@Test
	void aLaterAlarmReplacesTheFirst() {
		wakeAt(this.clock, 10);
		wakeAt(this.clock, 20);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.woken).containsExactly(START.plusSeconds(20));
	}

	@Test
	void alarmThatIsDueGoesOffWithoutWaitingOnAnotherThread() throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		this.clock.wakeAt(START, () -> thread.complete(Thread.currentThread()));
		assertThat(thread.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
	}

	@Test
	void aClientTellsTheTimeItGoesBy() {
		try (PhoenixClient client = PhoenixClient.builder("ws://localhost:4000/socket").clock(this.clock).build()) {
			this.time.advance(Duration.ofHours(1));
			assertThat(client.now()).isEqualTo(START.plusSeconds(3600));
		}
	}

	@Test
	void closedClockWakesNobody() {
		wakeAt(this.clock, 10);
		this.clock.close();
		wakeAt(this.clock, 10);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.woken).isEmpty();
	}

	@Test
	void failureOfAnAlarmReachesTheTest() {
		this.clock.wakeAt(START.plusSeconds(1), () -> {
			throw new IllegalStateException("on purpose");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.time.advance(Duration.ofSeconds(1)))
			.withMessage("on purpose");
	}

	@Test
	@Timeout(20)
	void deadLinkIsFoundAfterFortySecondsThatTakeNone() throws Exception {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().channel("room:*", (channel) -> {
		}).start(); PhoenixClient client = PhoenixClient.builder(server.url()).clock(this.clock).build()) {
			BlockingQueue<Notice.ConnectionLost> losses = notices(client, Notice.ConnectionLost.class);
			client.connect().get(10, TimeUnit.SECONDS);
			client.channel("room:a").join().get(10, TimeUnit.SECONDS);
			server.goSilent();

			this.time.advance(Duration.ofSeconds(30));
			server.awaitPush("phoenix", "heartbeat");
			this.time.advance(Duration.ofSeconds(10).minusNanos(1));
			assertThat(losses.poll(50, TimeUnit.MILLISECONDS)).isNull();
			this.time.advance(Duration.ofNanos(1));
			assertThat(losses.poll(10, TimeUnit.SECONDS)).isNotNull();

			server.reset();
			this.time.advance(Duration.ofSeconds(1));
			server.awaitJoined("room:a");
		}
	}

	@Test
	@Timeout(20)
	void answeredHeartbeatsKeepTheLinkForAnHour() throws Exception {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().start();
				PhoenixClient client = PhoenixClient.builder(server.url()).clock(this.clock).build()) {
			BlockingQueue<Notice.HeartbeatAnswered> answers = notices(client, Notice.HeartbeatAnswered.class);
			client.connect().get(10, TimeUnit.SECONDS);
			for (int i = 0; i < 120; i++) {
				this.time.advance(Duration.ofSeconds(30));
				assertThat(answers.poll(10, TimeUnit.SECONDS)).isNotNull();
			}
			assertThat(server.connectionsOpened()).isEqualTo(1);
		}
	}

	@Test
	@Timeout(20)
	void pushTimesOutAtItsDeadline() throws Exception {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
			.channel("room:*", (channel) -> channel.onAny((push) -> push.noreply()))
			.start(); PhoenixClient client = PhoenixClient.builder(server.url()).clock(this.clock).build()) {
			client.connect().get(10, TimeUnit.SECONDS);
			client.channel("room:a").join().get(10, TimeUnit.SECONDS);
			CompletableFuture<?> push = client.channel("room:a").push("ask", null);
			server.awaitPush("room:a", "ask");
			this.time.advance(Duration.ofSeconds(9));
			assertThat(push).isNotDone();
			this.time.advance(Duration.ofSeconds(1));
			assertThat(push).failsWithin(10, TimeUnit.SECONDS)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(PushTimeoutException.class);
		}
	}

}
