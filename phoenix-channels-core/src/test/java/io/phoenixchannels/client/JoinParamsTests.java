package io.phoenixchannels.client;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.client.JoinParamsSupplier.JoinContext;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.LoggedFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoinParamsTests extends ClientTestSupport {

	private final BlockingQueue<JoinContext> contexts = new LinkedBlockingQueue<>();

	@Test
	void paramsAreAskedForAtEveryJoinAndSeeTheLastMessage() throws Exception {
		connected();
		PhoenixChannel room = this.client.channel("room:lobby");
		BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
		room.on("tick", Integer.class, heard::add);
		get(room.join((context) -> {
			this.contexts.add(context);
			int cursor = (context.lastMessage() != null) ? context.lastMessage().payload(Integer.class) : 0;
			return CompletableFuture.completedFuture(Map.of("after", cursor));
		}));
		assertThat(next(this.contexts)).isEqualTo(new JoinContext("room:lobby", false, null, null));
		this.server.broadcast("room:lobby", "tick", 41);
		this.server.broadcast("room:lobby", "tick", 42);
		assertThat(next(heard)).isEqualTo(41);
		assertThat(next(heard)).isEqualTo(42);
		// The message counts as seen when its handlers are done, which the next one
		// proves.
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		this.server.kill();
		notice(Notice.Gap.class);
		assertThat(next(this.contexts).rejoin()).isTrue();
		assertThat(this.server.frames().fromClient()).filteredOn((frame) -> frame.isEvent("phx_join"))
			.extracting(LoggedFrame::payload)
			.extracting(Object::toString)
			.containsExactly("{\"after\":0}", "{\"after\":42}");
	}

	@Test
	void whatCameWhenNobodyWasThereToHearItIsNotTheLastMessage() throws Exception {
		connected();
		PhoenixChannel room = this.client.channel("room:lobby");
		BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
		PhoenixRegistration listening = room.on("tick", Integer.class, heard::add);
		get(room.join((context) -> {
			this.contexts.add(context);
			return CompletableFuture.completedFuture(null);
		}));
		assertThat(next(this.contexts).lastMessage()).isNull();
		this.server.broadcast("room:lobby", "tick", 41);
		assertThat(next(heard)).isEqualTo(41);
		listening.close();
		this.server.broadcast("room:lobby", "tick", 42);
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		room.on("tick", Integer.class, heard::add);
		this.server.kill();
		assertThat(next(this.contexts).lastMessage().payload(Integer.class)).isEqualTo(41);
	}

	@Test
	void topicResumesAfterAMessageThatWasHandledElsewhere() throws Exception {
		connected();
		PhoenixChannel room = this.client.channel("room:lobby");
		PhoenixMessage elsewhere = PhoenixMessage.of("room:lobby", "tick", Payload.json("41"),
				this.client.payloadConverter());
		room.resumeAfter(elsewhere);
		assertThat(room.lastMessage()).isSameAs(elsewhere);
		get(room.join((context) -> {
			this.contexts.add(context);
			return CompletableFuture.completedFuture(null);
		}));
		assertThat(next(this.contexts)).isEqualTo(new JoinContext("room:lobby", false, elsewhere, null));
		BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
		room.on("tick", Integer.class, heard::add);
		this.server.broadcast("room:lobby", "tick", 42);
		assertThat(next(heard)).isEqualTo(42);
		assertThat(get(room.push("echo", 1)).isOk()).isTrue();
		assertThat(room.lastMessage().payload(Integer.class)).isEqualTo(42);
		assertThatThrownBy(() -> this.client.channel("room:other").resumeAfter(elsewhere))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("A message of 'room:lobby' cannot be the last one of 'room:other'");
	}

	@Test
	void topicThatWasLeftResumesAfterWhatItIsTold() throws Exception {
		connected();
		PhoenixChannel room = this.client.channel("room:lobby");
		for (int number = 0; number < 200; number++) {
			PhoenixMessage elsewhere = PhoenixMessage.of("room:lobby", "tick", Payload.json("" + number),
					this.client.payloadConverter());
			BlockingQueue<Notice> closed = new LinkedBlockingQueue<>();
			PhoenixRegistration observed = this.client.observe(TopicPattern.exactly("room:lobby"), (notice) -> {
				if (notice instanceof Notice.ChannelClosed) {
					// Its dispatcher is about to retire, and must take it over
					room.resumeAfter(elsewhere);
					closed.add(notice);
				}
			});
			get(room.join((context) -> CompletableFuture.completedFuture(null)));
			get(room.leave());
			assertThat(next(closed)).isNotNull();
			observed.close();
			assertThat(room.lastMessage()).isSameAs(elsewhere);
		}
	}

	@Test
	void aSupplierIsToldOfTheRejectionAndMayRefresh() throws Exception {
		this.server.channel("private:*", (channel) -> channel.onJoin((join) -> {
			if ("fresh".equals(join.params().path("token").asString(""))) {
				join.ok();
			}
			else {
				join.error(Map.of("reason", "unauthorized"));
			}
		}));
		connected();
		PhoenixReply reply = get(this.client.channel("private:1").join((context) -> {
			this.contexts.add(context);
			return CompletableFuture
				.supplyAsync(() -> Map.of("token", (context.lastRejection() != null) ? "fresh" : "stale"));
		}));
		assertThat(reply.isOk()).isTrue();
		assertThat(next(this.contexts).lastRejection()).isNull();
		assertThat(next(this.contexts).lastRejection().reason()).isEqualTo("unauthorized");
	}

	@Test
	void withoutASupplierUnauthorizedIsFinal() {
		this.server.refuseJoins("room:*", Map.of("reason", "unauthorized"));
		connected();
		assertThatThrownBy(() -> get(this.client.join("room:lobby", Map.of("token", "stale")))).cause()
			.isInstanceOf(JoinRejectedException.class);
	}

	@Test
	void aSupplierThatFailsIsAskedAgainAndItsWordsAreNotTold() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		connected();
		CompletableFuture<PhoenixReply> joined = this.client.channel("room:lobby")
			.join((context) -> switch (calls.incrementAndGet()) {
				case 1 -> throw new IllegalStateException("planted-secret");
				case 2 -> CompletableFuture.failedFuture(new IllegalStateException("planted-secret"));
				default -> CompletableFuture.completedFuture(null);
			});
		for (int i = 0; i < 2; i++) {
			assertThat(notice(Notice.ChannelErrored.class).reason())
				.startsWith("the join params could not be supplied: java.lang.Illegal")
				.doesNotContain("planted-secret");
		}
		assertThat(get(joined).isOk()).isTrue();
	}

	@Test
	void paramsThatCannotBeWrittenEndTheJoinAndAreNotTold() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		connected();
		PhoenixChannel room = this.client.channel("room:lobby");
		CompletableFuture<PhoenixReply> joined = room.join((context) -> {
			calls.incrementAndGet();
			return CompletableFuture.completedFuture(new Unwritable());
		});
		assertRefused(joined, "The topic 'room:lobby' is not joined: the join params cannot be sent: a "
				+ Unwritable.class.getName() + " cannot be written as JSON (DatabindException)");
		assertGivenUp(room, "the join params cannot be sent");
		assertThat(calls).hasValue(1);
		assertThat(get(room.join(Map.of())).isOk()).isTrue();
	}

	@Test
	void bytesAsParamsEndTheJoinWhereTheProtocolHasNone() throws Exception {
		connected(builder().protocolVersion(ProtocolVersion.V1));
		PhoenixChannel room = this.client.channel("room:lobby");
		CompletableFuture<PhoenixReply> joined = room.join(new byte[] { 1, 2, 3 });
		CompletableFuture<PhoenixReply> pushed = room.push("shout", "unheard");
		assertRefused(joined, "The topic 'room:lobby' is not joined: the join cannot be sent: "
				+ "Protocol version 1 has no binary payloads; version 2 has");
		assertThatThrownBy(() -> get(pushed)).cause()
			.isInstanceOf(PushRefusedException.class)
			.hasMessageContaining("the join cannot be sent");
		assertGivenUp(room, "the join cannot be sent");
		assertThat(get(room.join(Map.of())).isOk()).isTrue();
		assertThat(this.server.frames().fromClient()).filteredOn((frame) -> frame.isEvent("phx_join")).hasSize(1);
	}

	private static void assertRefused(CompletableFuture<?> joined, String message) {
		assertThatThrownBy(() -> get(joined)).cause()
			.isInstanceOfSatisfying(JoinRefusedException.class, (ex) -> assertThat(ex.topic()).isEqualTo("room:lobby"))
			.hasMessage(message)
			.hasNoCause();
	}

	/**
	 * It is not tried again, not even on another connection.
	 */
	private void assertGivenUp(PhoenixChannel room, String problem) throws Exception {
		assertThat(notice(Notice.ChannelErrored.class).retryAt()).isNull();
		assertThat(room.state()).isEqualTo(ChannelState.REJECTED);
		assertThat(room.status().problem()).startsWith(problem);
		this.client.reconnect();
		notice(Notice.ConnectionOpened.class, Notice.ConnectionOpened::reconnect);
		assertThat(room.state()).isEqualTo(ChannelState.REJECTED);
		assertThat(this.notices).noneMatch(Notice.ChannelErrored.class::isInstance);
	}

	static final class Unwritable {

		public String getBroken() {
			throw new IllegalStateException("planted-secret");
		}

	}

}
