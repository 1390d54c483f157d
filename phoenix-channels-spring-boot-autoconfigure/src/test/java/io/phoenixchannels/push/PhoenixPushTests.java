package io.phoenixchannels.push;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.client.PushRejectedException;
import io.phoenixchannels.client.PushTimeoutException;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.template.PhoenixTemplate;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.LoggedFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What calls of an interface put on the wire, and what comes back.
 */
class PhoenixPushTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.channel("room:*",
				(channel) -> channel.on("echo", (push) -> push.ok(push.body()))
					.on("fail", (push) -> push.error(Map.of("reason", "no luck")))
					.on("ignore", (push) -> push.noreply()))
		.start();

	private final PhoenixClient client = PhoenixClient.builder(this.server.url())
		.pushTimeout(Duration.ofMinutes(5))
		.build();

	private final Rooms rooms = PhoenixPushProxyFactory.of(new PhoenixTemplate(this.client)).createClient(Rooms.class);

	@BeforeEach
	void join() throws Exception {
		this.client.connect();
		this.client.channel("room:lobby").join().get(10, TimeUnit.SECONDS);
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	@Test
	void replyComesAsWhatTheMethodReturns() {
		Shout shout = new Shout("hello");
		assertThat(this.rooms.echo("lobby", shout)).isEqualTo(shout);
		assertThat(this.rooms.echoAll("lobby", List.of(shout))).containsExactly(shout);
		assertThat(this.rooms.echoLater("lobby", shout)).succeedsWithin(PATIENCE).isEqualTo(shout);
		assertThat(this.rooms.echoReactive("lobby", shout).block(PATIENCE)).isEqualTo(shout);
		assertThat(this.rooms.echoBytes("lobby", new byte[] { 1, 2 })).containsExactly(1, 2);
		assertThat(this.rooms.echoMaybe("lobby", Payload.json("null"))).isEmpty();
		assertThat(this.rooms.fail("lobby").reason()).isEqualTo("no luck");
	}

	@Test
	void pushIsAFrameLikeThatOfTheTemplate() {
		this.rooms.echo("lobby", new Shout("hello"));
		LoggedFrame frame = this.server.awaitPush("room:lobby", "echo");
		assertThat(frame.payload()).hasToString("{\"body\":\"hello\"}");
		assertThat(frame.joinRef()).isNotNull();
	}

	@Test
	void methodThatReturnsNothingAsksForNoReply() {
		this.rooms.tell("lobby", new Shout("hello"));
		assertThat(this.rooms.tellLater("lobby")).succeedsWithin(PATIENCE);
		assertThat(this.server.awaitPushes(2, "room:lobby", "ignore", Map.class))
			.containsExactly(Map.of("body", "hello"), Map.of());
	}

	@Test
	void failuresAreThoseOfTheTemplate() {
		Shout shout = new Shout("hello");
		assertThatExceptionOfType(PushRejectedException.class).isThrownBy(() -> this.rooms.failRead("lobby"))
			.satisfies((ex) -> assertThat(ex.reply().reason()).isEqualTo("no luck"));
		assertThatExceptionOfType(PushRefusedException.class).isThrownBy(() -> this.rooms.echo("other", shout))
			.satisfies((ex) -> assertThat(ex.topic()).isEqualTo("room:other"));
		assertThatExceptionOfType(PushRefusedException.class).isThrownBy(() -> this.rooms.tell("other", shout));
		assertThat(this.rooms.echoLater("other", shout)).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PushRefusedException.class);
		assertThatExceptionOfType(PushRefusedException.class)
			.isThrownBy(() -> this.rooms.echoReactive("other", shout).block(PATIENCE));
	}

	@Test
	void breakInterruptsTheCall() {
		CompletableFuture<Shout> ignored = CompletableFuture.supplyAsync(() -> this.rooms.ignore("lobby"));
		this.server.awaitPush("room:lobby", "ignore");
		this.server.kill();
		assertThat(ignored).failsWithin(PATIENCE)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PushInterruptedException.class);
	}

	@Test
	void timeoutOfTheMethodIsTheOneThatCounts() {
		assertThatExceptionOfType(PushTimeoutException.class).isThrownBy(() -> this.rooms.ignoreBriefly("lobby"))
			.satisfies((ex) -> assertThat(ex.wasSent()).isTrue());
	}

	@Test
	void threadThatIsInterruptedNoLongerWaits() throws Exception {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
		Thread caller = new Thread(() -> {
			try {
				this.rooms.ignore("lobby");
			}
			catch (Throwable ex) {
				failure.set(ex);
			}
			interrupted.add(Thread.currentThread().isInterrupted());
		});
		caller.start();
		this.server.awaitPush("room:lobby", "ignore");
		caller.interrupt();
		assertThat(interrupted.poll(10, TimeUnit.SECONDS)).isTrue();
		assertThat(failure.get()).isInstanceOf(CancellationException.class).hasMessageContaining("may have been sent");
	}

	record Shout(String body) {
	}

	@PhoenixPush(topic = "room:{room}")
	interface Rooms {

		@PhoenixPush(event = "echo")
		Shout echo(@TopicVariable String room, Shout shout);

		@PhoenixPush(event = "echo")
		List<Shout> echoAll(@TopicVariable String room, List<Shout> shouts);

		@PhoenixPush(event = "echo")
		CompletableFuture<Shout> echoLater(@TopicVariable String room, Shout shout);

		@PhoenixPush(event = "echo")
		Mono<Shout> echoReactive(@TopicVariable String room, Shout shout);

		@PhoenixPush(event = "echo")
		byte[] echoBytes(@TopicVariable String room, byte[] bytes);

		@PhoenixPush(event = "echo")
		Optional<Shout> echoMaybe(@TopicVariable String room, Payload payload);

		@PhoenixPush(event = "fail")
		PhoenixReply fail(@TopicVariable String room);

		@PhoenixPush(event = "fail")
		Shout failRead(@TopicVariable String room);

		@PhoenixPush(event = "ignore")
		void tell(@TopicVariable String room, Shout shout);

		@PhoenixPush(event = "ignore")
		CompletableFuture<Void> tellLater(@TopicVariable String room);

		@PhoenixPush(event = "ignore")
		Shout ignore(@TopicVariable String room);

		@PhoenixPush(event = "ignore", timeout = "50ms")
		Shout ignoreBriefly(@TopicVariable String room);

	}

}
