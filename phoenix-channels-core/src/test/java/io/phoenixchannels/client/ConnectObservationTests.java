package io.phoenixchannels.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import io.phoenixchannels.client.observation.PhoenixConnectContext;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.HandshakeRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectObservationTests extends ClientTestSupport {

	private static final String CONNECT = "phoenix.channels.connect";

	private final RecordedObservations observations = new RecordedObservations();

	private final SimpleTracer tracer = new SimpleTracer();

	private PhoenixClientBuilder observed() {
		return builder().observationRegistry(this.observations.registry);
	}

	private PhoenixClientBuilder traced() {
		this.observations.registry.observationConfig()
			.observationHandler(new PropagatingSenderTracingObservationHandler<>(this.tracer, new W3cPropagator()));
		return observed();
	}

	private List<String> header(String name) {
		List<HandshakeRequest> handshakes = this.server.handshakes();
		return handshakes.get(handshakes.size() - 1).headers().getOrDefault(name, List.of());
	}

	@Test
	void anAttemptEndsWhenTheConnectionIsOpen() throws Exception {
		connected(observed().name("feed").param("token", "s3cret").header("x-secret", "s3cret"));
		PhoenixConnectContext context = (PhoenixConnectContext) this.observations.next(CONNECT);
		assertThat(context.getContextualName()).isEqualTo("connect feed");
		assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).containsExactly("client=feed",
				"outcome=connected");
		assertThat(RecordedObservations.texts(context.getHighCardinalityKeyValues())).containsExactly("attempt=0",
				"code=none", "connection=1", "target=" + this.client.target());
		assertThat(context.getError()).isNull();
		assertThat(context.toString()).doesNotContain("s3cret");
	}

	@Test
	void everyAttemptIsObservedWithWhatBecameOfIt() throws Exception {
		this.server.refuseConnections(503);
		start(observed());
		this.client.connect();
		// Attempts may end in another order than they began, as ends are told on several
		// threads
		Set<String> attempts = new HashSet<>();
		while (!attempts.containsAll(Set.of("attempt=0", "attempt=1"))) {
			Observation.Context context = this.observations.next(CONNECT);
			assertThat(RecordedObservations.texts(context.getLowCardinalityKeyValues())).endsWith("outcome=refused");
			assertThat(RecordedObservations.texts(context.getHighCardinalityKeyValues())).contains("code=503");
			assertThat(context.getError()).isInstanceOf(ConnectException.class).hasMessageContaining("503");
			attempts.add("attempt=" + context.getHighCardinalityKeyValue("attempt").getValue());
		}
		this.server.acceptConnections();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.observations.stopped)
				.anyMatch((context) -> context.getLowCardinalityKeyValue("outcome").getValue().equals("connected")));
	}

	@Test
	void suppliersThatFailOrTakeTooLongEndIt() throws Exception {
		start(observed().connectTimeout(Duration.ofMillis(100))
			.params((context) -> (context.attempt() == 0)
					? CompletableFuture.failedFuture(new IllegalStateException("s3cret")) : new CompletableFuture<>()));
		this.client.connect();
		Observation.Context failed = this.observations.next(CONNECT);
		assertThat(failed.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("credentials_failed");
		assertThat(failed.getError()).hasMessageNotContaining("s3cret");
		assertThat(this.observations.next(CONNECT).getLowCardinalityKeyValue("outcome").getValue())
			.isEqualTo("connect_timeout");
	}

	@Test
	void anAttemptThatTheApplicationGivesUpIsNoError() throws Exception {
		start(observed().params((context) -> new CompletableFuture<>()));
		this.client.connect();
		next(this.observations.started);
		this.client.reconnect();
		next(this.observations.started);
		assertThat(this.observations.next(CONNECT)).satisfies(ConnectObservationTests::isRequested);
		this.client.disconnect();
		assertThat(this.observations.next(CONNECT)).satisfies(ConnectObservationTests::isRequested);
	}

	private static void isRequested(Observation.Context context) {
		assertThat(context.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("requested");
		assertThat(context.getError()).isNull();
	}

	@Test
	void theTraceIsInTheHeadersOfTheHandshake() throws Exception {
		connected(traced().header("x-mine", "a", "b"));
		this.observations.next(CONNECT);
		SimpleSpan span = this.tracer.onlySpan();
		assertThat(span.getName()).isEqualTo("connect default");
		assertThat(span.getKind()).isEqualTo(Span.Kind.CLIENT);
		assertThat(span.getRemoteServiceName()).isEqualTo("phoenix");
		assertThat(header("traceparent")).containsExactly(W3cPropagator.traceparent(1));
		assertThat(header("tracestate")).containsExactly("test=1");
		assertThat(header("x-mine")).containsExactly("a,b");
	}

	@Test
	void everyAttemptHasATraceOfItsOwn() throws Exception {
		connected(traced());
		assertThat(header("traceparent")).containsExactly(W3cPropagator.traceparent(1));
		this.server.kill();
		notice(Notice.ConnectionOpened.class, (opened) -> opened.reconnect());
		assertThat(header("traceparent")).containsExactly(W3cPropagator.traceparent(2));
	}

	@Test
	void headersOfTheApplicationAreNeverReplaced() {
		connected(traced().header("TraceParent", "mine")
			.headers((context) -> CompletableFuture.completedFuture(Map.of("TraceState", "mine=too"))));
		assertThat(header("traceparent")).containsExactly("mine");
		assertThat(header("tracestate")).containsExactly("mine=too");
	}

	@Test
	void withoutATraceThereIsNoHeader() throws Exception {
		connected(observed());
		this.observations.next(CONNECT);
		assertThat(header("traceparent")).isEmpty();
		assertThat(header("tracestate")).isEmpty();
	}

	@Test
	void suppliersRunWithinTheAttemptAndNothingElseDoes() throws Exception {
		ObservationRegistry registry = this.observations.registry;
		ConcurrentLinkedQueue<Boolean> others = new ConcurrentLinkedQueue<>();
		CompletableFuture<Observation> inSupplier = new CompletableFuture<>();
		start(observed().params((context) -> {
			inSupplier.complete(registry.getCurrentObservation());
			return CompletableFuture.completedFuture(Map.of());
		}));
		this.client.observe((notice) -> others.add(registry.getCurrentObservation() != null));
		get(this.client.connect().thenRun(() -> others.add(registry.getCurrentObservation() != null)));
		assertThat(get(inSupplier).getContextView()).isSameAs(this.observations.next(CONNECT));
		assertThat(others).isNotEmpty().doesNotContain(true);
	}

	/**
	 * Writes what the W3C's does, but numbers the spans, as those of the test's tracer
	 * have no ids.
	 */
	private static final class W3cPropagator implements Propagator {

		private final AtomicInteger spans = new AtomicInteger();

		static String traceparent(int span) {
			return String.format("00-%032x-%016x-01", span, span);
		}

		@Override
		public List<String> fields() {
			return List.of("traceparent", "tracestate");
		}

		@Override
		public <C> void inject(TraceContext context, C carrier, Setter<C> setter) {
			setter.set(carrier, "traceparent", traceparent(this.spans.incrementAndGet()));
			setter.set(carrier, "tracestate", "test=1");
		}

		@Override
		public <C> Span.Builder extract(C carrier, Getter<C> getter) {
			throw new UnsupportedOperationException();
		}

	}

}
