package io.phoenixchannels.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.phoenixchannels.session.HeartbeatPolicy;
import io.phoenixchannels.session.Notice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.util.RawValue;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerTests extends ClientTestSupport {

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private PhoenixChannel room;

	@BeforeEach
	void join() {
		connected(builder().heartbeat(new HeartbeatPolicy(Duration.ofMillis(100), Duration.ofSeconds(1))));
		this.room = joined("room:lobby");
	}

	@Test
	void messageHandlersRunBeforeEventHandlersEachInTheOrderOfRegistration() throws Exception {
		this.room.on("shout", Shout.class, (shout) -> this.heard.add("event 1"));
		this.client.onMessage(TopicPattern.parse("room:*"), (message) -> this.heard.add("message 1"));
		this.client.on(TopicPattern.parse("room:{room}"), "shout", (message) -> this.heard.add("event 2"));
		this.room.onMessage((message) -> this.heard.add("message 2"));
		this.room.on("other", (message) -> this.heard.add("other"));
		this.server.broadcast("room:lobby", "shout", new Shout("x"));
		assertThat(List.of(next(this.heard), next(this.heard), next(this.heard), next(this.heard)))
			.containsExactly("message 1", "message 2", "event 1", "event 2");
		this.server.broadcast("room:lobby", "other", Map.of());
		assertThat(List.of(next(this.heard), next(this.heard), next(this.heard))).containsExactly("message 1",
				"message 2", "other");
		assertThat(this.heard).isEmpty();
	}

	@Test
	void messagesOfATopicComeInOrderAndOneAtATime() throws Exception {
		List<Integer> numbers = new CopyOnWriteArrayList<>();
		AtomicReference<Thread> inside = new AtomicReference<>();
		CountDownLatch all = new CountDownLatch(2000);
		this.room.on("tick", Integer.class, (number) -> {
			assertThat(inside.compareAndSet(null, Thread.currentThread())).isTrue();
			numbers.add(number);
			inside.set(null);
			all.countDown();
		});
		IntStream.range(0, 2000).forEach((i) -> this.server.broadcast("room:lobby", "tick", i));
		await(all);
		assertThat(numbers).containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
	}

	@Test
	void aHandlerThatFailsHurtsNeitherTheOthersNorTheNextMessage() throws Exception {
		this.room.on("shout", Shout.class, (shout) -> {
			throw new IllegalStateException("broken handler");
		});
		this.room.on("shout", Shout.class, (shout) -> {
			throw new AssertionError("broken assertion");
		});
		this.room.on("shout", Shout.class, (shout) -> this.heard.add(shout.body()));
		this.server.broadcast("room:lobby", "shout", new Shout("1"));
		this.server.broadcast("room:lobby", "shout", new Shout("2"));
		assertThat(next(this.heard)).isEqualTo("1");
		assertThat(next(this.heard)).isEqualTo("2");
		assertThat(notice(Notice.HandlerFailed.class).failure()).hasMessage("broken handler");
		assertThat(this.client.counters().handlerFailures()).isEqualTo(4);
	}

	@Test
	void aPayloadThatDoesNotFitIsAFailureOfThatHandlerOnly() throws Exception {
		this.room.on("shout", Integer.class, (number) -> this.heard.add("number"));
		this.room.on("shout", Map.class, (map) -> this.heard.add("map"));
		this.server.broadcast("room:lobby", "shout", new Shout("secret"));
		assertThat(next(this.heard)).isEqualTo("map");
		assertThat(notice(Notice.HandlerFailed.class).failure()).isInstanceOf(PayloadConversionException.class)
			.hasMessageContaining("cannot be bound to java.lang.Integer")
			.hasMessageNotContaining("secret");
	}

	@Test
	void aBlockedHandlerDelaysNeitherOtherTopicsNorHeartbeats() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(1);
		this.room.on("shout", Shout.class, (shout) -> {
			blocked.countDown();
			await(release);
			this.heard.add("lobby");
		});
		PhoenixChannel other = joined("room:other");
		other.on("shout", Shout.class, (shout) -> this.heard.add("other"));
		this.server.broadcast("room:lobby", "shout", new Shout("x"));
		await(blocked);
		this.server.broadcast("room:other", "shout", new Shout("x"));
		assertThat(next(this.heard)).isEqualTo("other");
		notice(Notice.HeartbeatAnswered.class);
		notice(Notice.HeartbeatAnswered.class);
		assertThat(get(other.push("echo", 1)).isOk()).isTrue();
		release.countDown();
		assertThat(next(this.heard)).isEqualTo("lobby");
	}

	@Test
	void aMessageOfAMegabytePasses() throws Exception {
		String big = "é".repeat(1024 * 1024);
		this.room.on("shout", Shout.class, (shout) -> this.heard.add(shout.body()));
		this.server.broadcast("room:lobby", "shout", new Shout(big));
		assertThat(next(this.heard)).isEqualTo(big);
		assertThat(get(this.room.push("echo", big)).response(String.class)).isEqualTo(big);
	}

	@Test
	void handlersCanBeAddedReplacedAndRemovedAtAnyTime() throws Exception {
		AtomicReference<PhoenixRegistration> once = new AtomicReference<>();
		once.set(this.room.on("shout", Shout.class, (shout) -> {
			once.get().close();
			this.room.on("shout", Shout.class, (next) -> this.heard.add("then"));
			this.heard.add("once");
		}));
		this.server.broadcast("room:lobby", "shout", new Shout("1"));
		assertThat(next(this.heard)).isEqualTo("once");
		this.server.broadcast("room:lobby", "shout", new Shout("2"));
		assertThat(next(this.heard)).isEqualTo("then");
		assertThat(this.heard).isEmpty();
	}

	@Test
	void aReservedEventCanBeObservedAndIsNoPartOfAllMessages() throws Exception {
		this.room.onMessage((message) -> this.heard.add("message " + message.event()));
		this.room.on("phx_reply", (message) -> this.heard.add("reply " + message.ref()));
		get(this.room.push("echo", 1));
		assertThat(next(this.heard)).startsWith("reply ");
		this.server.broadcast("room:lobby", "shout", new Shout("x"));
		assertThat(next(this.heard)).isEqualTo("message shout");
	}

	@Test
	void messagesShowTheirFrame() throws Exception {
		BlockingQueue<PhoenixMessage> messages = new LinkedBlockingQueue<>();
		this.room.onMessage(messages::add);
		this.server.broadcast("room:lobby", "shout", new Shout("secret"));
		PhoenixMessage message = next(messages);
		assertThat(message.topic()).isEqualTo("room:lobby");
		assertThat(message.event()).isEqualTo("shout");
		assertThat(message.ref()).isNull();
		assertThat(message.joinRef()).isNull();
		assertThat(message.payload(Shout.class)).isEqualTo(new Shout("secret"));
		assertThat(message).asString().isEqualTo("shout on room:lobby, JSON (17 characters)");
	}

	@Test
	void whatIsNoFrameIsCountedAnnouncedAndClosesNothing() throws Exception {
		this.room.on("shout", Shout.class, (shout) -> this.heard.add(shout.body()));
		this.server.connections().forEach((connection) -> {
			this.server.sendRaw(connection, "[\"1\",\"2\"]");
			this.server.sendRaw(connection, "nonsense");
			this.server.sendRaw(connection, new byte[] { 9, 9 });
		});
		this.server.broadcast("room:lobby", "shout", new Shout("after"));
		assertThat(next(this.heard)).isEqualTo("after");
		assertThat(this.client.counters().framesUnreadable()).isEqualTo(3);
		assertThat(notice(Notice.FrameUnreadable.class).problem()).contains("character");
		assertThat(this.server.connectionsOpened()).isEqualTo(1);
	}

	@Test
	void numbersAreExact() throws Exception {
		BlockingQueue<Object> numbers = new LinkedBlockingQueue<>();
		this.room.on("numbers", Map.class, (map) -> numbers.add(map.get("n")));
		for (String number : List.of("0.1", "1.00", "123456789012345678901234567890.123456789", "1e400")) {
			this.server.broadcast("room:lobby", "numbers", new RawValue("{\"n\":" + number + "}"));
			assertThat(next(numbers)).isEqualTo(new BigDecimal(number));
		}
		this.server.broadcast("room:lobby", "numbers", new RawValue("{\"n\":9007199254740993}"));
		assertThat(next(numbers)).isEqualTo(9007199254740993L);
	}

	@Test
	void aLeftTopicIsNoLongerHeard() throws Exception {
		this.room.on("shout", Shout.class, (shout) -> this.heard.add(shout.body()));
		get(this.room.leave());
		this.server.broadcast("room:lobby", "shout", new Shout("left"));
		get(this.room.join());
		this.server.broadcast("room:lobby", "shout", new Shout("back"));
		assertThat(next(this.heard)).isEqualTo("back");
	}

}
