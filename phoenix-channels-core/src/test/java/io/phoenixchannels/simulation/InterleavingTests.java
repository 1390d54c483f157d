package io.phoenixchannels.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.phoenixchannels.client.ClientClock;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.protocol.CloseStatus;
import io.phoenixchannels.protocol.WireMessage;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.simulation.Interleavings.Scenario;
import io.phoenixchannels.transport.ConnectRequest;
import io.phoenixchannels.transport.Transport;
import io.phoenixchannels.transport.TransportConnection;
import io.phoenixchannels.transport.TransportListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two threads bring to a client at once, in every order in which they, and the tasks
 * that come of it, can take turns.
 */
@Timeout(60)
class InterleavingTests {

	private static final String TOPIC = "room:1";

	@Test
	void messagesAreHeardInOrderAndOneAtATimeWhileOthersJoinAndPush() {
		int orders = all((world) -> new Scenario(List.of(() -> {
			world.receive(world.news(1));
			world.threads.pass();
			world.receive(world.news(2));
		}, () -> world.client.channel("room:2").join(), () -> world.push()),
				() -> assertThat(world.heard).containsExactly(1L, 2L)));
		assertThat(orders).isGreaterThan(100);
	}

	@Test
	void messagesAreHeardInOrderUntilTheTopicIsLeft() {
		int orders = all((world) -> new Scenario(List.of(() -> {
			world.receive(world.news(1));
			world.threads.pass();
			world.receive(world.news(2));
		}, () -> world.room.leave()), () -> {
			assertThat(world.heard).isIn(List.of(), List.of(1L), List.of(1L, 2L));
			assertThat(world.room.state()).isEqualTo(ChannelState.LEAVING);
			assertThat(world.sent).filteredOn((frame) -> frame.event().equals(ClientFrame.LEAVE)).hasSize(1);
		}));
		assertThat(orders).isGreaterThan(10);
	}

	@Test
	void aPushEndsOnceWhenItsReplyComesAtItsDeadline() {
		List<String> outcomes = new ArrayList<>();
		all((world) -> {
			CompletableFuture<PhoenixReply> push = world.push();
			ClientFrame frame = world.sent.get(world.sent.size() - 1);
			List<String> ends = new ArrayList<>();
			push.whenComplete(
					(reply, failure) -> ends.add((failure != null) ? failure.getClass().getSimpleName() : "reply"));
			return new Scenario(
					List.of(() -> world.receive(ServerFrame.reply(world.joinRef(), frame.ref(), TOPIC, "ok", "{}")),
							world::reachDeadline),
					() -> {
						assertThat(ends).hasSize(1);
						outcomes.addAll(ends);
					});
		});
		assertThat(outcomes).containsOnly("reply", PushTimeoutException.class.getSimpleName())
			.contains("reply")
			.contains(PushTimeoutException.class.getSimpleName());
	}

	@Test
	void aPushEndsOrWaitsWhenTheConnectionBreaks() {
		all((world) -> {
			List<CompletableFuture<PhoenixReply>> pushes = new ArrayList<>();
			int before = world.sent.size();
			return new Scenario(List.of(() -> world.listener.closed(new CloseStatus(1006, "")), () -> {
				pushes.add(world.push());
				world.threads.pass();
				pushes.add(world.push());
			}), () -> {
				int sent = world.sent.size() - before;
				assertThat(pushes.subList(0, sent)).allSatisfy((push) -> assertThat(push).failsWithin(Duration.ZERO)
					.withThrowableThat()
					.withCauseInstanceOf(PushInterruptedException.class));
				assertThat(pushes.subList(sent, 2)).noneMatch(CompletableFuture::isDone);
				assertThat(world.notices).filteredOn(Notice.ConnectionLost.class::isInstance).hasSize(1);
				assertThat(world.room.state()).isEqualTo(ChannelState.WAITING);
			});
		});
	}

	@Test
	void whoSubscribesWhileAnotherOneEndsHasTheTopic() {
		all((world) -> {
			world.room.leave();
			world.receive(
					ServerFrame.reply(world.joinRef(), world.sent.get(world.sent.size() - 1).ref(), TOPIC, "ok", "{}"));
			PhoenixRegistration last = world.room.subscribe();
			world.confirmJoin();
			List<PhoenixRegistration> next = new ArrayList<>();
			return new Scenario(List.of(last::close, () -> next.add(world.room.subscribe())), () -> {
				assertThat(world.room.state()).isIn(ChannelState.JOINED, ChannelState.JOINING);
				next.get(0).close();
				assertThat(world.room.state()).isIn(ChannelState.LEAVING);
			});
		});
	}

	@Test
	void eachAttemptAsksForCredentialsOnceAndTheLastOneCounts() {
		all((world) -> {
			TransportListener before = world.listener;
			return attempts(world, () -> before.closed(new CloseStatus(1006, "")), () -> world.client.reconnect());
		});
		all((world) -> {
			world.listener.closed(new CloseStatus(1006, ""));
			return attempts(world, world::reachDeadline, () -> world.client.reconnect());
		});
	}

	private static Scenario attempts(World world, Runnable first, Runnable second) {
		int asked = world.asked;
		int opened = world.opened;
		return new Scenario(List.of(first, second), () -> {
			assertThat(world.asked - asked).isBetween(1, 2);
			assertThat(world.opened - opened).isBetween(1, world.asked - asked);
			assertThat(world.notices).filteredOn(Notice.ConnectionLost.class::isInstance).hasSize(1);
			world.listener.opened();
			assertThat(world.client.status().isConnected()).isTrue();
			assertThat(world.sent.get(world.sent.size() - 1).event()).isEqualTo(ClientFrame.JOIN);
		});
	}

	private static int all(Function<World, Scenario> scenario) {
		return Interleavings.all((threads) -> {
			World world = new World(threads);
			Scenario inner = scenario.apply(world);
			return new Scenario(inner.threads(), () -> {
				world.assertOrderly();
				inner.check().run();
				world.client.close();
			});
		});
	}

	/**
	 * A client that has joined a topic, and all that it touches.
	 */
	private static final class World implements Transport, TransportConnection, ClientClock {

		private final Interleavings threads;

		private final PhoenixClient client;

		private final PhoenixChannel room;

		private final List<ClientFrame> sent = new ArrayList<>();

		private final List<Long> heard = new ArrayList<>();

		private final List<Notice> notices = new ArrayList<>();

		private final List<String> disorder = new ArrayList<>();

		private TransportListener listener;

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		private @Nullable Runnable alarm;

		private @Nullable Instant alarmAt;

		private int asked;

		private int opened;

		private boolean handling;

		private boolean telling;

		private World(Interleavings threads) {
			this.threads = threads;
			this.client = PhoenixClient.builder("ws://phoenix.test/socket").params((context) -> {
				this.asked++;
				return CompletableFuture.completedFuture(Map.of());
			}).transport(this).clock(this).callbackExecutor(threads).closeTimeout(Duration.ofMillis(1)).build();
			this.room = this.client.channel(TOPIC);
			this.client.observe(this::tell);
			this.client.connect();
			this.listener.opened();
			this.room.on(ServerFrame.NEWS, this::handle);
			this.room.join();
			confirmJoin();
		}

		private void tell(Notice notice) {
			if (this.telling) {
				this.disorder.add("two notices at a time: " + notice);
			}
			this.telling = true;
			this.notices.add(notice);
			this.threads.pass();
			this.telling = false;
		}

		private void handle(PhoenixMessage message) {
			if (this.handling) {
				this.disorder.add("two messages at a time: " + message);
			}
			this.handling = true;
			this.heard.add(message.payload(JsonNode.class).get("n").longValue());
			this.threads.pass();
			this.handling = false;
		}

		private void assertOrderly() {
			assertThat(this.disorder).isEmpty();
		}

		private void confirmJoin() {
			ClientFrame join = this.sent.get(this.sent.size() - 1);
			assertThat(join.event()).isEqualTo(ClientFrame.JOIN);
			receive(ServerFrame.reply(join.joinRef(), join.ref(), TOPIC, "ok", "{}"));
			assertThat(this.room.state()).isEqualTo(ChannelState.JOINED);
		}

		private String joinRef() {
			return String.valueOf(this.sent.get(this.sent.size() - 1).joinRef());
		}

		private ServerFrame news(long number) {
			return ServerFrame.news(null, TOPIC, number);
		}

		private void receive(ServerFrame frame) {
			this.listener.received(frame.encode(false), false);
		}

		private CompletableFuture<PhoenixReply> push() {
			return this.room.push("ask", Map.of("push", 1));
		}

		private void reachDeadline() {
			Runnable due = this.alarm;
			if (due != null && this.alarmAt != null) {
				this.now = this.alarmAt;
				this.alarm = null;
				due.run();
			}
		}

		@Override
		public TransportConnection open(ConnectRequest request, TransportListener listener) {
			this.listener = listener;
			this.opened++;
			return this;
		}

		@Override
		public boolean send(WireMessage message) {
			this.sent.add(ClientFrame.read(message));
			return true;
		}

		@Override
		public void close(CloseStatus status) {
		}

		@Override
		public void abort() {
		}

		@Override
		public Instant now() {
			return this.now;
		}

		@Override
		public void wakeAt(Instant at, Runnable action) {
			this.alarm = action;
			this.alarmAt = at;
		}

		@Override
		public void close() {
		}

	}

}
