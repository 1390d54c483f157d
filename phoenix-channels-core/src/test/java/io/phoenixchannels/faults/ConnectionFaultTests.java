package io.phoenixchannels.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.faults.WatchedClient.Heard;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What happens to an open connection.
 */
@Timeout(60)
class ConnectionFaultTests extends FaultSupport {

	@Fault("connection reset")
	void resetIsHeardAtOnce() throws Exception {
		connected();
		CompletableFuture<PhoenixReply> pushed = this.client.room().push("ignore", null);
		this.server.awaitPush("room:lobby", "ignore");
		long start = System.nanoTime();
		this.proxy.reset();
		assertLostAndHealed(start, Bound.AT_ONCE, text(failure(pushed, PushInterruptedException.class)));
	}

	@Fault("black hole towards the server")
	void nothingReachesTheServer() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.toServer().blackHole();
		CompletableFuture<PhoenixReply> pushed = this.client.room().push("shout", "lost");
		assertLostAndHealed(start, Bound.HEARTBEAT, text(failure(pushed, PushInterruptedException.class)));
	}

	@Fault("black hole towards the client")
	void nothingReachesTheClient() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.toClient().blackHole();
		assertLostAndHealed(start, Bound.HEARTBEAT);
	}

	/**
	 * What the server says proves life, but it hears nothing, until it gives up itself.
	 */
	@Fault("black hole towards the server, which keeps talking")
	void nothingReachesATalkingServer() throws Exception {
		this.server.close();
		this.server = server(EmbeddedPhoenixServer.builder().idleTimeout(SERVER_IDLE)).start();
		proxyTo(this.server.port(), null);
		connected();
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Void> talking = CompletableFuture.runAsync(() -> Awaitility.await()
			.pollInterval(Duration.ofMillis(100))
			.atMost(WatchedClient.PATIENCE)
			.until(() -> {
				this.server.broadcast("room:lobby", "tick", 1);
				return over.get();
			}));
		long start = System.nanoTime();
		this.proxy.toServer().blackHole();
		CompletableFuture<PhoenixReply> pushed = this.client.room().push("shout", "lost");
		String failed = text(failure(pushed, PushTimeoutException.class));
		assertThat(this.client.client().status().isConnected()).isTrue();
		assertLostAndHealed(start, Bound.SERVER_IDLE, failed);
		over.set(true);
		talking.join();
	}

	@Fault("1 byte a second towards the client")
	void theServerTrickles() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.toClient().trickle();
		assertLostAndHealed(start, Bound.HEARTBEAT);
	}

	@Fault("1 byte a second towards the server")
	void theClientTrickles() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.toServer().trickle();
		assertLostAndHealed(start, Bound.HEARTBEAT);
	}

	@Fault("latency of 500 ± 150 ms each way")
	void latencyDisturbsNothing() {
		this.proxy.toServer().delay(500, 150);
		this.proxy.toClient().delay(500, 150);
		connected(builder().connectTimeout(Duration.ofSeconds(5))
			.pushTimeout(Duration.ofSeconds(5))
			.heartbeat(new HeartbeatPolicy(Duration.ofSeconds(2), Duration.ofSeconds(3))));
		Heard heard = this.client.next(Notice.HeartbeatAnswered.class);
		Duration roundTrip = heard.as(Notice.HeartbeatAnswered.class).roundTrip();
		assertThat(roundTrip).isBetween(Duration.ofMillis(700), Duration.ofMillis(1300).plus(Bound.GRACE));
		this.client.assertUndisturbed();
		row("nothing: a longer round trip in `HeartbeatAnswered`", "-", roundTrip.toMillis() + " ms",
				"nothing is lost, as long as a round trip takes less than the timeouts");
	}

	@Fault("frames split byte by byte, both ways")
	void splitFramesDisturbNothing() {
		this.proxy.toServer().split();
		this.proxy.toClient().split();
		connected();
		this.client.next(Notice.HeartbeatAnswered.class);
		this.client.assertHearsWhatIsSaid();
		this.client.assertUndisturbed();
		row("nothing", "-", "-", "nothing is lost");
	}

	@Fault("close frame without a code")
	void closeWithoutACode() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.inject(0x88, 0);
		assertLostAndHealed(start, Bound.AT_ONCE);
	}

	/**
	 * Tomcat keeps it to itself, and reads no more.
	 */
	@Fault("close frame of one byte")
	void closeOfOneByte() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.inject(0x88, 1, 3);
		assertLostAndHealed(start, Bound.HEARTBEAT);
	}

	@Fault("a frame that WebSocket does not know")
	void unknownOpcode() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.inject(0x83, 0);
		assertLostAndHealed(start, Bound.AT_ONCE);
	}

	@Fault("a message that is no frame of Phoenix")
	void unreadableFrame() throws Exception {
		connected();
		long start = System.nanoTime();
		this.proxy.inject(0x81, 2, '{', '}');
		Heard heard = this.client.next(Notice.FrameUnreadable.class);
		this.client.assertHearsWhatIsSaid();
		this.client.assertUndisturbed();
		row("`FrameUnreadable`: " + heard.as(Notice.FrameUnreadable.class).problem(), Bound.AT_ONCE, heard.after(start),
				"it is ignored and counted");
	}

	@Fault("a close handshake that is never answered")
	void ownCloseIsNotAnswered() throws Exception {
		connected();
		this.proxy.toServer().blackHole();
		long start = System.nanoTime();
		CompletableFuture<?> disconnected = this.client.client().disconnect();
		Heard heard = this.client.next(Notice.ConnectionClosed.class);
		WatchedClient.get(disconnected);
		this.proxy.heal();
		WatchedClient.get(this.client.client().connect());
		this.client.next(Notice.ChannelJoined.class);
		this.client.assertHearsWhatIsSaid();
		row("`ConnectionClosed`, as it wanted", Bound.CLOSE_TIMEOUT, heard.after(start), "`connect()` joins again");
	}

	@Fault("the server closes with 1008, policy violation")
	void policyViolationIsFinal() throws Exception {
		connected();
		long start = System.nanoTime();
		this.server.close(1008);
		Heard heard = this.client.next(Notice.ConnectionLost.class);
		Notice.ConnectionLost lost = heard.as(Notice.ConnectionLost.class);
		assertThat(lost.retryAt()).isNull();
		assertThat(this.client.client().status().connections().get(0).state()).isEqualTo(ConnectionState.FAILED);
		WatchedClient.get(this.client.client().connect());
		this.client.next(Notice.ChannelJoined.class);
		this.client.assertHearsWhatIsSaid();
		row(text(lost), Bound.AT_ONCE, heard.after(start), "final, as it would never end; `connect()` begins anew");
	}

	@Fault("the server closes with 1012, as Phoenix does when it restarts")
	void restartIsComeBackFrom() throws IOException {
		connected();
		long start = System.nanoTime();
		this.server.drain();
		assertLostAndHealed(start, Bound.AT_ONCE);
	}

	private static <T extends Throwable> T failure(CompletableFuture<?> future, Class<T> type) {
		CompletionException failure = catchThrowableOfType(CompletionException.class, () -> WatchedClient.get(future));
		assertThat(failure.getCause()).isInstanceOf(type);
		return type.cast(failure.getCause());
	}

}
