package io.phoenixchannels.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.phoenixchannels.client.ListenerPolicy.Overflow;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackPressureTests extends ClientTestSupport {

	private final List<Integer> heard = new CopyOnWriteArrayList<>();

	private final CountDownLatch blocked = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private void connect(Overflow overflow) {
		connected(builder().listener(new ListenerPolicy(10, overflow))
			.heartbeat(new HeartbeatPolicy(Duration.ofMillis(50), Duration.ofMillis(100))));
		PhoenixChannel room = joined("room:lobby");
		room.on("tick", Integer.class, (number) -> {
			this.blocked.countDown();
			await(this.release);
			this.heard.add(number);
		});
	}

	private void flood(int count) {
		IntStream.range(0, count).forEach((i) -> this.server.broadcast("room:lobby", "tick", i));
	}

	@Test
	void readingPausesNothingIsLostAndTheHeartbeatDoesNotKillTheConnection() throws Exception {
		connect(Overflow.PAUSE);
		flood(500);
		await(this.blocked);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().framesIn() >= 11);
		long beats = heartbeats();
		Awaitility.await().atMost(PATIENCE).until(() -> heartbeats() >= beats + 6);
		assertThat(this.client.counters().framesIn()).isLessThan(50);
		this.release.countDown();
		Awaitility.await().atMost(PATIENCE).until(() -> this.heard.size() == 500);
		assertThat(this.heard).containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
		assertThat(this.server.connectionsOpened()).isEqualTo(1);
	}

	@Test
	void theOldestAreDroppedCountedAndAnnouncedIfTheUserSaysSo() throws Exception {
		connect(Overflow.DROP_OLDEST);
		flood(1);
		await(this.blocked);
		flood(100);
		notice(Notice.MessageDropped.class);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().messagesDropped() == 90);
		this.release.countDown();
		Awaitility.await().atMost(PATIENCE).until(() -> this.heard.size() == 11);
		assertThat(this.heard).containsExactly(0, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99);
	}

	@Test
	void theNewestAreDroppedCountedAndAnnouncedIfTheUserSaysSo() throws Exception {
		connect(Overflow.DROP_NEWEST);
		flood(1);
		await(this.blocked);
		flood(100);
		notice(Notice.MessageDropped.class);
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.counters().messagesDropped() == 90);
		this.release.countDown();
		Awaitility.await().atMost(PATIENCE).until(() -> this.heard.size() == 11);
		assertThat(this.heard).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void aPausedConnectionCanBeClosed() throws Exception {
		connect(Overflow.PAUSE);
		flood(500);
		await(this.blocked);
		this.release.countDown();
		this.client.close();
		assertThat(this.client.status().isConnected()).isFalse();
	}

	private long heartbeats() {
		return this.server.frames().fromClient().stream().filter((frame) -> frame.isEvent("heartbeat")).count();
	}

}
