package io.phoenixchannels.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.micrometer.tracing.test.simple.SimpleTracer;
import io.phoenixchannels.client.observation.DefaultPhoenixPushObservationConvention;
import io.phoenixchannels.client.observation.PhoenixPushContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PushObservationTests extends ClientTestSupport {

	private static final String PUSH = "phoenix.channels.push";

	private final RecordedObservations observations = new RecordedObservations();

	private PhoenixChannel room(PhoenixClientBuilder builder) {
		connected(builder.observationRegistry(this.observations.registry));
		return joined("room:lobby");
	}

	private void assertPush(String... lowCardinality) throws InterruptedException {
		assertThat(RecordedObservations.texts(this.observations.next(PUSH).getLowCardinalityKeyValues()))
			.containsExactly(lowCardinality);
	}

	@Test
	void aReplyEndsAPushWithItsStatus() throws Exception {
		PhoenixChannel room = room(builder().name("feed"));
		get(room.push("echo", 1));
		PhoenixPushContext context = (PhoenixPushContext) this.observations.next(PUSH);
		assertThat(context.getContextualName()).isEqualTo("push echo");
		assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).containsExactly("client=feed",
				"event=echo", "operation=push", "outcome=ok");
		assertThat(RecordedObservations.texts(context.getHighCardinalityKeyValues())).containsExactly("status=ok",
				"topic=room:lobby");
		assertThat(context.getKind()).isEqualTo(Kind.CLIENT);
		assertThat(context.getRemoteServiceAddress()).isEqualTo(this.client.target());
		assertThat(context.getError()).isNull();
	}

	@Test
	void anErrorReplyIsAnOutcomeAndNoError() throws Exception {
		PhoenixChannel room = room(builder());
		assertThatThrownBy(() -> get(room.push("fail", null, String.class))).cause()
			.isInstanceOf(PushRejectedException.class);
		Observation.Context context = this.observations.next(PUSH);
		assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).endsWith("outcome=error");
		assertThat(context.getError()).isNull();
	}

	@Test
	void aStatusOfTheServersOwnIsNoTagOfItsOwn() throws Exception {
		this.server.channel("odd:*", (channel) -> channel.on("ask", (push) -> push.reply("maybe", Map.of())));
		connected(builder().observationRegistry(this.observations.registry));
		get(joined("odd:1").push("ask", null));
		Observation.Context context = this.observations.next(PUSH);
		assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).endsWith("outcome=other");
		assertThat(RecordedObservations.texts(context.getHighCardinalityKeyValues())).contains("status=maybe");
	}

	@Test
	void aSendEndsWhenItIsGivenToTheConnection() throws Exception {
		get(room(builder()).send("ignore", null));
		PhoenixPushContext context = (PhoenixPushContext) this.observations.next(PUSH);
		assertThat(context.getContextualName()).isEqualTo("send ignore");
		assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).containsExactly("client=default",
				"event=ignore", "operation=send", "outcome=sent");
		assertThat(context.getKind()).isEqualTo(Kind.PRODUCER);
	}

	@Test
	void whatGoesWrongIsTheErrorThatTheCallerGets() throws Exception {
		PhoenixChannel room = room(builder().pushTimeout(Duration.ofMillis(50)));
		assertThatThrownBy(() -> get(room.push("ignore", null))).cause().satisfies((failure) -> {
			Observation.Context context = this.observations.next(PUSH);
			assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).endsWith("outcome=timeout");
			assertThat(context.getError()).isSameAs(failure);
		});
		assertThatThrownBy(() -> get(this.client.channel("room:other").send("ignore", null))).cause()
			.isInstanceOf(PushRefusedException.class);
		assertPush("client=default", "event=ignore", "operation=send", "outcome=refused");
	}

	@Test
	void aBreakInterruptsIt() throws Exception {
		PhoenixChannel room = room(builder());
		CompletableFuture<PhoenixReply> pushed = room.push("ignore", null);
		this.server.awaitPush("room:lobby", "ignore");
		this.server.kill();
		assertThatThrownBy(() -> get(pushed)).cause().isInstanceOf(PushInterruptedException.class);
		assertPush("client=default", "event=ignore", "operation=push", "outcome=interrupted");
	}

	@Test
	void callsThatThrowAreObservedUnlessTheyAreMisuse() throws Exception {
		PhoenixChannel room = room(builder());
		assertThatIllegalArgumentException().isThrownBy(() -> room.push("phx_leave", null));
		assertThatIllegalArgumentException().isThrownBy(() -> room.push("echo", new Unwritable()));
		assertPush("client=default", "event=echo", "operation=push", "outcome=refused");
		this.client.close();
		assertThatIllegalStateException().isThrownBy(() -> room.send("echo", 1));
		Observation.Context context = this.observations.next(PUSH);
		assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).endsWith("outcome=refused");
		assertThat(context.getError()).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void itHasEndedWhenTheFutureCompletes() throws Exception {
		PhoenixChannel room = room(builder());
		List<Integer> ended = new ArrayList<>();
		get(room.push("echo", 1).thenAccept((reply) -> ended.add(pushesEnded())));
		get(room.send("ignore", 1).thenAccept((nothing) -> ended.add(pushesEnded())));
		assertThat(ended).containsExactly(1, 2);
	}

	private int pushesEnded() {
		return (int) this.observations.stopped.stream().filter((context) -> context.getName().equals(PUSH)).count();
	}

	@Test
	void theObservationOfTheCallerIsItsParentAndReachesNoCallback() throws Exception {
		ObservationRegistry registry = this.observations.registry;
		PhoenixChannel room = room(builder());
		Observation outer = Observation.start("outer", registry);
		AtomicReference<Observation> afterCall = new AtomicReference<>();
		List<Observation> inCallbacks = new ArrayList<>();
		CompletableFuture<Void> pushed = outer.scoped(() -> {
			CompletableFuture<Void> called = room.push("echo", 1)
				.thenAccept((reply) -> inCallbacks.add(registry.getCurrentObservation()));
			afterCall.set(registry.getCurrentObservation());
			return called;
		});
		get(pushed);
		outer.stop();
		assertThat(this.observations.next(PUSH).getParentObservation()).isSameAs(outer);
		assertThat(afterCall.get()).isSameAs(outer);
		assertThat(registry.getCurrentObservation()).isNull();
		assertThat(inCallbacks).hasSize(1);
		// Where the reply overtook thenAccept, the callback is the caller's own code, in
		// its own scope
		assertThat(inCallbacks.get(0)).isIn(null, outer);
	}

	@Test
	void handlersOfMessagesSeeNoObservationOfAPush() throws Exception {
		ObservationRegistry registry = this.observations.registry;
		connected(builder().observationRegistry(registry));
		PhoenixChannel room = this.client.channel("room:lobby");
		CompletableFuture<Boolean> seen = new CompletableFuture<>();
		room.on("shout", (message) -> seen.complete(registry.getCurrentObservation() != null));
		get(room.join());
		Observation outer = Observation.start("outer", registry);
		outer.scoped(() -> get(room.push("shout", new Shout("x"))));
		outer.stop();
		assertThat(get(seen)).isFalse();
	}

	@Test
	void anOwnConventionNamesAndTags() throws Exception {
		PhoenixChannel room = room(builder().pushObservationConvention(new DefaultPhoenixPushObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(PhoenixPushContext context) {
				return super.getLowCardinalityKeyValues(context).and("topic.prefix", context.topic().split(":")[0]);
			}

		}));
		get(room.push("echo", 1));
		assertPush("client=default", "event=echo", "operation=push", "outcome=ok", "topic.prefix=room");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void handlersThatThrowChangeNothing(boolean atStart) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Throwing(atStart));
		connected(builder().observationRegistry(registry));
		PhoenixChannel room = joined("room:lobby");
		assertThat(get(room.push("echo", 7, Integer.class))).isEqualTo(7);
		CompletableFuture<PhoenixReply> interrupted = room.push("ignore", 7);
		this.server.awaitPush("room:lobby", "ignore");
		this.server.kill();
		assertThatThrownBy(() -> get(interrupted)).cause().isInstanceOf(PushInterruptedException.class);
	}

	@Test
	void aTracerMakesItASpanOfTheCallers() throws Exception {
		SimpleTracer tracer = new SimpleTracer();
		this.observations.registry.observationConfig()
			.observationHandler(new PropagatingSenderTracingObservationHandler<>(tracer, Propagator.NOOP));
		PhoenixChannel room = room(builder());
		get(room.push("fail", 1));
		this.observations.next(PUSH);
		assertThat(tracer.getSpans()).filteredOn((span) -> span.getName().equals("push fail"))
			.singleElement()
			.satisfies((span) -> {
				assertThat(span.getKind()).isEqualTo(Span.Kind.CLIENT);
				assertThat(span.getTags()).containsEntry("topic", "room:lobby").containsEntry("outcome", "error");
				assertThat(span.getError()).isNull();
			});
	}

	@Test
	void withoutHandlersNothingIsObserved() {
		ObservationRegistry registry = ObservationRegistry.create();
		PushObservations pushes = new PushObservations(builder().observationRegistry(registry), "ws://localhost/x");
		assertThat(pushes.start("room:lobby", "echo", PhoenixPushContext.Operation.PUSH))
			.isSameAs(PushObservation.NONE);
		assertThat(new PushObservations(builder(), "ws://localhost/x").start("room:lobby", "echo",
				PhoenixPushContext.Operation.PUSH))
			.isSameAs(PushObservation.NONE);
		registry.observationConfig().observationHandler(this.observations);
		assertThat(pushes.start("room:lobby", "echo", PhoenixPushContext.Operation.PUSH))
			.isNotSameAs(PushObservation.NONE);
	}

	static final class Unwritable {

		public String getText() {
			throw new IllegalStateException("no");
		}

	}

	private record Throwing(boolean atStart) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			if (this.atStart) {
				throw new IllegalStateException("start");
			}
		}

		@Override
		public void onError(Observation.Context context) {
			throw new IllegalStateException("error");
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			throw new IllegalStateException("scope");
		}

		@Override
		public void onStop(Observation.Context context) {
			throw new IllegalStateException("stop");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
