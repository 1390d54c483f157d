package io.phoenixchannels.event;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.Reply;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which events there are, and when and where they are published.
 */
@ExtendWith(OutputCaptureExtension.class)
class PhoenixEventPublisherTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final DisconnectReason RESET = new DisconnectReason(DisconnectReason.Kind.FAILED, null, "reset");

	private final FakePhoenixClient client = new FakePhoenixClient("alerts");

	private final BlockingQueue<Object> published = new LinkedBlockingQueue<>();

	private PhoenixEventPublisher publisher = publisher(this.published::add);

	private PhoenixEventPublisher publisher(ApplicationEventPublisher target) {
		PhoenixEventPublisher publisher = new PhoenixEventPublisher(target);
		publisher.follow(this.client);
		return publisher;
	}

	@AfterEach
	void destroy() {
		this.publisher.destroy();
	}

	private Object next() throws InterruptedException {
		return this.published.poll(10, TimeUnit.SECONDS);
	}

	@Test
	void everyNoticeOfALifeIsAnEventAndOthersAreNone() throws Exception {
		this.publisher.start();
		this.client.announce(new Notice.ConnectFailed(1, RESET, 3, NOW));
		this.client.announce(new Notice.ConnectionOpened(1, true, 3));
		this.client.announce(new Notice.HandlerFailed("room:a", "shout", new IllegalStateException()));
		this.client.announce(new Notice.ConnectionLost(1, RESET, NOW));
		this.client.announce(new Notice.ConnectionClosed(2));
		this.client.announce(new Notice.MessageDropped("room:a", "shout"));
		this.client.announce(new Notice.ChannelClosed("room:a", true));
		this.client.announce(new Notice.Gap("room:a", NOW, NOW));
		this.client.announce(new Notice.ChannelErrored("room:a", "crashed", NOW));
		this.client
			.announce(new Notice.JoinRejected("room:a", new Reply("error", Payload.json("{\"reason\":\"x\"}")), NOW));
		this.client.announce(new Notice.ChannelJoined("room:a", 1, new Reply("ok", Payload.EMPTY), true));
		assertThat(next()).isEqualTo(new PhoenixConnectFailedEvent("alerts", 1, RESET, 3, NOW));
		assertThat(next()).isEqualTo(new PhoenixConnectedEvent("alerts", 1, true, 3));
		assertThat(next()).isEqualTo(new PhoenixDisconnectedEvent("alerts", 1, RESET, NOW));
		assertThat(next()).isEqualTo(new PhoenixDisconnectedEvent("alerts", 2,
				new DisconnectReason(DisconnectReason.Kind.REQUESTED, null, "the application disconnected"), null));
		assertThat(next()).isEqualTo(new PhoenixMessageDroppedEvent("alerts", "room:a", "shout"));
		assertThat(next()).isEqualTo(new PhoenixChannelClosedEvent("alerts", "room:a", true));
		assertThat(next()).isEqualTo(new PhoenixGapEvent("alerts", "room:a", NOW, NOW));
		assertThat(next()).isEqualTo(new PhoenixChannelErroredEvent("alerts", "room:a", "crashed", NOW));
		assertThat(next()).isInstanceOfSatisfying(PhoenixChannelJoinRejectedEvent.class, (rejected) -> {
			assertThat(rejected.reply().reason()).isEqualTo("x");
			assertThat(rejected.nextAttempt()).isEqualTo(NOW);
		});
		assertThat(next()).isInstanceOfSatisfying(PhoenixChannelJoinedEvent.class,
				(joined) -> assertThat(joined.rejoin()).isTrue());
		assertThat(this.published).isEmpty();
	}

	@Test
	void whatComesBeforeTheStartIsPublishedWithItInOrder() throws Exception {
		this.client.announce(new Notice.ConnectionOpened(1, false, 0));
		this.client.announce(new Notice.ConnectionOpened(2, false, 0));
		assertThat(this.published).isEmpty();
		this.publisher.start();
		this.client.announce(new Notice.ConnectionOpened(3, false, 0));
		assertThat(List.of(next(), next(), next())).extracting((event) -> ((PhoenixConnectedEvent) event).connection())
			.containsExactly(1, 2, 3);
	}

	@Test
	void whatComesDuringAndAfterAStopIsPublishedUntilTheEnd() throws Exception {
		this.publisher.start();
		this.publisher.stop();
		assertThat(this.publisher.isRunning()).isFalse();
		this.client.announce(new Notice.ConnectionClosed(1));
		assertThat(next()).isInstanceOf(PhoenixDisconnectedEvent.class);
		this.publisher.destroy();
		this.client.announce(new Notice.ConnectionClosed(1));
		assertThat(this.published).isEmpty();
	}

	@Test
	void slowListenerHoldsUpNobodyButLaterEventsAndLosesTheOldest(CapturedOutput output) throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(1);
		this.publisher = publisher((event) -> {
			blocked.countDown();
			awaitReleased(release);
			this.published.add(event);
		});
		this.publisher.start();
		this.client.announce(new Notice.ConnectionOpened(0, false, 0));
		assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
		IntStream.rangeClosed(1, PhoenixEventPublisher.CAPACITY + 2)
			.forEach((number) -> this.client.announce(new Notice.ConnectionOpened(number, false, 0)));
		release.countDown();
		await().until(() -> this.published.size() == PhoenixEventPublisher.CAPACITY + 1);
		assertThat(this.published).extracting((event) -> ((PhoenixConnectedEvent) event).connection())
			.startsWith(0, 3, 4)
			.endsWith(PhoenixEventPublisher.CAPACITY + 2);
		assertThat(output).containsOnlyOnce("events wait for slow @EventListener methods: the oldest are dropped");
	}

	private static void awaitReleased(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void failedListenerIsLoggedAndTheNextEventPublished(CapturedOutput output) throws Exception {
		this.publisher = publisher((event) -> {
			this.published.add(event);
			throw new IllegalStateException("on purpose");
		});
		this.publisher.start();
		this.client.announce(new Notice.ConnectionClosed(1));
		this.client.announce(new Notice.ConnectionClosed(2));
		assertThat(next()).isNotNull();
		assertThat(next()).isNotNull();
		await().untilAsserted(() -> assertThat(output).contains("A listener of PhoenixDisconnectedEvent failed")
			.contains("on purpose"));
	}

}
