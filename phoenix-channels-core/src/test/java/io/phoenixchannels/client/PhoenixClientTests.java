package io.phoenixchannels.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.session.ReconnectPolicy;
import io.phoenixchannels.test.LoggedFrame;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PhoenixClientTests extends ClientTestSupport {

	private final BlockingQueue<Shout> shouts = new LinkedBlockingQueue<>();

	@Test
	void whatIsWantedBeforeTheConnectionIsJoinedOnIt() throws Exception {
		start(builder());
		PhoenixChannel room = this.client.channel("room:lobby");
		room.on("shout", Shout.class, this.shouts::add);
		CompletableFuture<PhoenixReply> joined = room.join(Map.of("token", "t"));
		CompletableFuture<PhoenixReply> pushed = room.push("shout", new Shout("early"));
		assertThat(room.state()).isEqualTo(ChannelState.WAITING);
		get(this.client.connect());
		assertThat(get(joined).response(Object.class)).isEqualTo(Map.of("room", "room:lobby"));
		assertThat(get(pushed).response(Object.class)).isEqualTo(Map.of("heard", true));
		assertThat(next(this.shouts)).isEqualTo(new Shout("early"));
		assertThat(this.server.frames().fromClient()).extracting(LoggedFrame::text)
			.startsWith("[\"1\",\"1\",\"room:lobby\",\"phx_join\",{\"token\":\"t\"}]",
					"[\"1\",\"2\",\"room:lobby\",\"shout\",{\"body\":\"early\"}]");
	}

	@Test
	void aBrokenConnectionHealsAndTellsTheGap() throws Exception {
		connected();
		PhoenixChannel room = joined("room:lobby");
		room.on("shout", Shout.class, this.shouts::add);
		this.server.kill();
		assertThat(notice(Notice.ConnectionLost.class).reason().code()).isEqualTo(1006);
		assertThat(notice(Notice.ConnectionOpened.class).reconnect()).isTrue();
		assertThat(notice(Notice.ChannelJoined.class).rejoin()).isTrue();
		Notice.Gap gap = notice(Notice.Gap.class);
		assertThat(gap.topic()).isEqualTo("room:lobby");
		assertThat(gap.from()).isBefore(gap.to());
		this.server.broadcast("room:lobby", "shout", new Shout("again"));
		assertThat(next(this.shouts)).isEqualTo(new Shout("again"));
	}

	@Test
	void aServerThatComesBackAfterAWhileIsJoinedAgain() throws Exception {
		connected();
		PhoenixChannel room = joined("room:lobby");
		room.on("shout", Shout.class, this.shouts::add);
		this.server.stop();
		notice(Notice.ConnectFailed.class, (failed) -> failed.attempt() >= 3);
		assertThat(room.state()).isEqualTo(ChannelState.WAITING);
		this.server.start();
		notice(Notice.Gap.class);
		this.server.broadcast("room:lobby", "shout", new Shout("again"));
		assertThat(next(this.shouts)).isEqualTo(new Shout("again"));
	}

	@Test
	void disconnectedTopicsStayWantedAndAreJoinedByTheNextConnect() throws Exception {
		connected();
		PhoenixChannel room = joined("room:lobby");
		room.on("shout", Shout.class, this.shouts::add);
		get(this.client.disconnect());
		assertThat(this.client.status().connections()).extracting((connection) -> connection.state())
			.containsExactly(ConnectionState.IDLE);
		assertThat(room.state()).isEqualTo(ChannelState.WAITING);
		assertThat(this.server.frames().fromClient()).extracting(LoggedFrame::event).contains("phx_leave");
		get(this.client.connect());
		notice(Notice.ChannelJoined.class, Notice.ChannelJoined::rejoin);
		this.server.broadcast("room:lobby", "shout", new Shout("again"));
		assertThat(next(this.shouts)).isEqualTo(new Shout("again"));
	}

	@Test
	void reconnectReplacesTheConnection() throws Exception {
		connected();
		joined("room:lobby");
		long before = this.server.connectionsOpened();
		this.client.reconnect();
		notice(Notice.ChannelJoined.class, Notice.ChannelJoined::rejoin);
		assertThat(this.server.connectionsOpened()).isEqualTo(before + 1);
	}

	@Test
	void aCrashedChannelIsJoinedAgainOnTheSameConnection() throws Exception {
		connected();
		PhoenixChannel room = joined("room:lobby");
		assertThatThrownBy(() -> get(room.push("crash", null))).cause().isInstanceOf(PushInterruptedException.class);
		assertThat(notice(Notice.ChannelErrored.class).reason()).isEqualTo("the channel crashed");
		notice(Notice.Gap.class);
		assertThat(this.server.connectionsOpened()).isEqualTo(1);
		assertThat(get(room.push("shout", new Shout("x"))).isOk()).isTrue();
	}

	@Test
	void aChannelThatTheServerForgotIsJoinedAgainByTheNextPush() throws Exception {
		connected();
		PhoenixChannel room = joined("room:lobby");
		this.server.forgetChannel("room:lobby");
		assertThat(get(room.push("shout", new Shout("x"))).reason()).isEqualTo("unmatched topic");
		notice(Notice.Gap.class);
		assertThat(get(room.push("shout", new Shout("x"))).isOk()).isTrue();
	}

	@Test
	void aChannelThatTheServerClosesIsClosedUntilItIsWantedAgain() throws Exception {
		connected();
		PhoenixChannel room = joined("room:lobby");
		this.server.closeChannel("room:lobby");
		assertThat(notice(Notice.ChannelClosed.class).byServer()).isTrue();
		assertThat(room.state()).isEqualTo(ChannelState.CLOSED);
		assertThatThrownBy(() -> get(room.push("shout", null))).cause()
			.isInstanceOf(PushRefusedException.class)
			.hasMessage("Push of 'shout' on 'room:lobby' was not sent: the topic is not joined. Join it first");
		assertThat(get(room.join()).isOk()).isTrue();
	}

	@Test
	void aFinalRejectionFailsTheJoin() throws Exception {
		connected();
		assertThatThrownBy(() -> get(this.client.join("nowhere"))).cause()
			.isInstanceOf(JoinRejectedException.class)
			.hasMessage("The server rejected the join of 'nowhere': unmatched topic");
		assertThat(this.client.channel("nowhere").state()).isEqualTo(ChannelState.REJECTED);
		assertThat(notice(Notice.JoinRejected.class).retryAt()).isNull();
	}

	@Test
	void aPassingRejectionIsTriedAgain() throws Exception {
		this.server.refuseJoins("room:*", Map.of("reason", "busy"));
		connected();
		CompletableFuture<PhoenixReply> joined = this.client.join("room:lobby");
		assertThat(notice(Notice.JoinRejected.class).retryAt()).isNotNull();
		this.server.acceptJoins();
		assertThat(get(joined).isOk()).isTrue();
	}

	@Test
	void severalSubscriptionsShareOneJoinAndTheLastOneLeaves() throws Exception {
		connected();
		PhoenixChannel room = this.client.channel("room:lobby");
		PhoenixRegistration first = room.subscribe();
		PhoenixRegistration second = room.subscribe();
		notice(Notice.ChannelJoined.class);
		first.close();
		first.close();
		assertThat(get(room.push("echo", 1)).response(Integer.class)).isEqualTo(1);
		second.close();
		assertThat(notice(Notice.ChannelClosed.class).byServer()).isFalse();
		assertThat(events()).containsExactly("phx_join", "echo", "phx_leave");
	}

	@Test
	void aSubscriptionDoesNotLeaveWhatWasJoinedOutright() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		room.subscribe().close();
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		get(room.leave());
		assertThat(events()).containsExactly("phx_join", "echo", "phx_leave");
	}

	@Test
	void aTopicCanBeJoinedAgainAfterItWasLeft() {
		connected();
		PhoenixChannel room = joined("room:lobby");
		get(room.leave());
		assertThat(room.state()).isEqualTo(ChannelState.CLOSED);
		assertThat(get(room.join()).isOk()).isTrue();
		assertThat(this.client.channel("room:lobby")).isEqualTo(room);
	}

	@Test
	void aConnectThatIsGivenUpFails() throws Exception {
		this.server.refuseConnections(403);
		start(builder().reconnect(new ReconnectPolicy(List.of(Duration.ofMillis(10)), 0, Duration.ZERO, 2, Map.of())));
		assertThatThrownBy(() -> get(this.client.connect())).cause()
			.isInstanceOf(ConnectException.class)
			.hasMessageContaining("gave up connecting to " + this.client.target())
			.hasMessageContaining("403");
		assertThat(this.client.status().connections().get(0).state()).isEqualTo(ConnectionState.FAILED);
		assertThatThrownBy(() -> get(this.client.join("room:lobby"))).cause().isInstanceOf(ConnectException.class);
	}

	@Test
	void aClosedClientFailsWhatWaitsAndTakesNothingMore() throws Exception {
		connected();
		PhoenixChannel room = joined("room:lobby");
		CompletableFuture<PhoenixReply> unanswered = room.push("ignore", null);
		this.server.refuseJoins("room:other", Map.of("reason", "busy"));
		CompletableFuture<PhoenixReply> joining = this.client.join("room:other");
		notice(Notice.JoinRejected.class);
		CompletableFuture<PhoenixReply> buffered = this.client.channel("room:other").push("shout", null);
		this.client.close();
		assertThatThrownBy(() -> get(unanswered)).cause().isInstanceOf(PushInterruptedException.class);
		assertThatThrownBy(() -> get(joining)).cause().isInstanceOf(ChannelClosedException.class);
		assertThatThrownBy(() -> get(buffered)).cause().isInstanceOf(PushRefusedException.class);
		assertThatIllegalStateException().isThrownBy(() -> this.client.connect())
			.withMessage("The client 'default' is closed");
		assertThatIllegalStateException().isThrownBy(() -> room.push("shout", null));
		this.client.close();
	}

	@Test
	void aClosedClientLeavesNoThreadBehind() {
		connected(builder().name("threads"));
		joined("room:lobby");
		this.client.close();
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("phoenix-threads")));
	}

	@Test
	void aBadUrlIsRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> PhoenixClient.builder("localhost:4000").build())
			.withMessageContaining("ws://localhost:4000/socket");
	}

	@Test
	void noTopicOfTheProtocolItselfCanBeJoined() {
		connected();
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.channel("phoenix"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.channel(""));
	}

	private List<String> events() {
		return this.server.frames()
			.fromClient()
			.stream()
			.map(LoggedFrame::event)
			.filter((event) -> event != null)
			.toList();
	}

}
