package io.phoenixchannels.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.phoenixchannels.client.ListenerPolicy;
import io.phoenixchannels.client.ListenerPolicy.Overflow;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that sends faster than the application listens. It is another process, so that
 * what waits there is not on this heap.
 */
@Timeout(60)
class OverloadTests extends FaultSupport {

	private static final int MESSAGES = 40_000;

	private static final int CAPACITY = 100;

	/** A flood slows the test's machine down, too. */
	private static final HeartbeatPolicy PATIENT = new HeartbeatPolicy(Duration.ofMillis(300), Duration.ofMillis(1500));

	/** Where nobody waits until it is over, it may be long. */
	private static final HeartbeatPolicy MORE_PATIENT = new HeartbeatPolicy(Duration.ofMillis(300),
			Duration.ofSeconds(10));

	private static final long MEGABYTE = 1_000_000;

	private final AtomicLong drops = new AtomicLong();

	record Tick(int number, String text) {
	}

	/**
	 * Listens to a flood with a handler that is blocked at its first message, and looks
	 * what it costs until then; releases it, and gives what it heard.
	 */
	private List<Integer> flood(Overflow overflow, Blocked blocked) throws Exception {
		List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch release = new CountDownLatch(1);
		try (ServerProcess process = ServerProcess.start()) {
			proxyTo(process.port(), null);
			PhoenixClientBuilder builder = builder().heartbeat((overflow == Overflow.PAUSE) ? PATIENT : MORE_PATIENT)
				.listener(new ListenerPolicy(CAPACITY, overflow));
			connected(builder);
			this.drops.set(0);
			this.client.client().observe((notice) -> {
				if (notice instanceof Notice.MessageDropped) {
					this.drops.incrementAndGet();
				}
			});
			this.client.room().on("tick", Tick.class, (tick) -> {
				release.await();
				heard.add(tick.number());
			});
			Resources before = Resources.now();
			assertThat(WatchedClient.get(this.client.room().push("flood", MESSAGES)).isOk()).isTrue();
			try {
				blocked.look(before);
			}
			finally {
				release.countDown();
			}
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> heard.size() + this.client.client().counters().messagesDropped() == MESSAGES);
			this.client.assertHearsWhatIsSaid();
			this.client.assertUndisturbed();
			return List.copyOf(heard);
		}
	}

	private interface Blocked {

		void look(Resources before) throws Exception;

	}

	@Fault("listener slower than the wire, `PAUSE` (the default)")
	void readingPauses() throws Exception {
		AtomicLong wire = new AtomicLong();
		AtomicLong heap = new AtomicLong();
		List<Integer> heard = flood(Overflow.PAUSE, (before) -> {
			awaitStillness();
			long framesIn = this.client.client().counters().framesIn();
			// Twice as long as a silent connection would live.
			Duration twice = PATIENT.interval().plus(PATIENT.timeout()).multipliedBy(2);
			Awaitility.await().pollDelay(twice).until(() -> true);
			assertThat(this.client.client().counters().framesIn()).isEqualTo(framesIn).isLessThan(CAPACITY + 50);
			assertThat(this.proxy.toClient().passed()).isLessThan(20 * MEGABYTE);
			this.client.assertUndisturbed();
			wire.set(this.proxy.toClient().passed());
			heap.set(Resources.now().heap() - before.heap());
			assertThat(heap.get()).isLessThan(3 * MEGABYTE);
		});
		assertThat(heard).containsExactlyElementsOf(IntStream.range(0, MESSAGES).boxed().toList());
		assertThat(this.client.client().counters().messagesDropped()).isZero();
		row("reading pauses; all are heard, in order, and the connection lives", "0", Resources.megabytes(wire.get()),
				Resources.megabytes(heap.get()));
	}

	/**
	 * Waits until the server cannot send any more.
	 */
	private void awaitStillness() {
		AtomicLong last = new AtomicLong(-1);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(300))
			.until(() -> this.proxy.toClient().passed() == last.getAndSet(this.proxy.toClient().passed()));
	}

	@Fault("listener slower than the wire, `DROP_OLDEST`")
	void oldestAreDropped() throws Exception {
		List<Integer> heard = dropped(Overflow.DROP_OLDEST);
		assertThat(heard.subList(1, heard.size()))
			.containsExactlyElementsOf(IntStream.range(MESSAGES - CAPACITY, MESSAGES).boxed().toList());
	}

	@Fault("listener slower than the wire, `DROP_NEWEST`")
	void newestAreDropped() throws Exception {
		List<Integer> heard = dropped(Overflow.DROP_NEWEST);
		assertThat(heard).containsExactlyElementsOf(IntStream.range(0, heard.size()).boxed().toList());
	}

	private List<Integer> dropped(Overflow overflow) throws Exception {
		AtomicLong heap = new AtomicLong();
		List<Integer> heard = flood(overflow, (before) -> {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> this.client.client().counters().messagesDropped() == MESSAGES - CAPACITY - 1);
			this.client.assertUndisturbed();
			heap.set(Resources.now().heap() - before.heap());
			assertThat(heap.get()).isLessThan(3 * MEGABYTE);
		});
		assertThat(heard).hasSize(CAPACITY + 1).startsWith(0);
		Awaitility.await().until(() -> this.drops.get() == MESSAGES - CAPACITY - 1);
		row("each drop is counted, and announced as `MessageDropped`; the connection lives",
				Integer.toString(MESSAGES - heard.size()), Resources.megabytes(this.proxy.toClient().passed()),
				Resources.megabytes(heap.get()));
		return heard;
	}

}
