package io.phoenixchannels.boot.autoconfigure.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.observation.PhoenixPushContext;
import io.phoenixchannels.listener.observation.DefaultPhoenixListenerObservationConvention;
import io.phoenixchannels.listener.observation.PhoenixListenerContext;
import io.phoenixchannels.session.ChannelState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The observation of listeners.
 */
class PhoenixListenerObservationTests extends ObservationTestSupport {

	private static final String LISTENER = "phoenix.channels.listener";

	private final BlockingQueue<Observation.Context> stopped = new LinkedBlockingQueue<>();

	PhoenixListenerObservationTests() {
		super(Listeners.class);
	}

	@Override
	void assertObserved(ApplicationContext context) throws Exception {
		joined(context);
		send("good");
		next();
	}

	private void joined(ApplicationContext context) {
		PhoenixClient client = context.getBean(PhoenixClient.class);
		Awaitility.await().until(() -> client.channel("room:lobby").state() == ChannelState.JOINED);
		context.getBeanProvider(ObservationRegistry.class)
			.ifAvailable((registry) -> registry.observationConfig().observationHandler(new Recorder(this.stopped)));
	}

	private void send(String event) {
		this.server.broadcast("room:lobby", event, 1);
	}

	private PhoenixListenerContext next() throws InterruptedException {
		Observation.Context context = this.stopped.poll(10, TimeUnit.SECONDS);
		assertThat(context).isInstanceOf(PhoenixListenerContext.class);
		return (PhoenixListenerContext) context;
	}

	private static Map<String, String> tags(ApplicationContext context, String id) {
		return context.getBean(MeterRegistry.class)
			.find(LISTENER)
			.tag("listener", id)
			.timers()
			.stream()
			.flatMap((timer) -> timer.getId().getTags().stream())
			.collect(Collectors.toMap((tag) -> tag.getKey(), (tag) -> tag.getValue()));
	}

	@Test
	void callIsATimerAndAConsumerSpan() {
		this.runner.run((context) -> {
			joined(context);
			send("good");
			PhoenixListenerContext observed = next();
			assertThat(observed.getKind()).isEqualTo(Kind.CONSUMER);
			assertThat(observed.getContextualName()).isEqualTo("good receive");
			assertThat(observed.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("topic", "room:lobby"));
			assertThat(observed.getRemoteServiceAddress()).isEqualTo(context.getBean(PhoenixClient.class).target());
			Awaitility.await().until(() -> !tags(context, "good").isEmpty());
			assertThat(tags(context, "good")).containsExactlyInAnyOrderEntriesOf(
					Map.of("client", "default", "event", "good", "listener", "good", "outcome", "ok", "error", "none"));
		});
	}

	@Test
	void failureIsItsErrorAlsoThatOfAStageAndOfAPayload() {
		this.runner.run((context) -> {
			joined(context);
			for (String event : List.of("bad", "bad_payload", "bad_later")) {
				send(event);
				if (event.equals("bad_later")) {
					context.getBean(Listeners.class)
						.next()
						.completeExceptionally(new CompletionException(new IllegalStateException("later")));
				}
				PhoenixListenerContext observed = next();
				assertThat(observed.listener()).isEqualTo(event);
				assertThat(observed.outcome()).isEqualTo(PhoenixListenerContext.Outcome.ERROR);
				assertThat(observed.getError().getClass().getSimpleName())
					.isEqualTo(event.equals("bad_payload") ? "PayloadConversionException" : "IllegalStateException");
			}
			Awaitility.await().until(() -> !tags(context, "bad_later").isEmpty());
			assertThat(tags(context, "bad_later")).containsEntry("outcome", "error")
				.containsEntry("error", "IllegalStateException");
		});
	}

	@Test
	void asynchronousCallIsObservedUntilItsStageEnds() {
		this.runner.run((context) -> {
			joined(context);
			send("later");
			CompletableFuture<Object> stage = context.getBean(Listeners.class).next();
			assertThat(this.stopped).isEmpty();
			assertThat(context.getBean(MeterRegistry.class)
				.get(LISTENER + ".active")
				.tag("outcome", "unknown")
				.longTaskTimer()
				.activeTasks()).isOne();
			stage.complete(null);
			assertThat(next().outcome()).isEqualTo(PhoenixListenerContext.Outcome.OK);
		});
	}

	@Test
	void eventsOfAListenerThatNamesNoneAreNoTags() {
		this.runner.run((context) -> {
			joined(context);
			PhoenixClient client = context.getBean(PhoenixClient.class);
			Awaitility.await().until(() -> client.channel("room:all").state() == ChannelState.JOINED);
			this.server.broadcast("room:all", "anything", 1);
			assertThat(next().getLowCardinalityKeyValues()).contains(KeyValue.of("event", "any"),
					KeyValue.of("listener", "all"));
		});
	}

	@Test
	void observationIsCurrentOnTheThreadOfTheMethodAndPushesAreItsChildren() {
		this.runner.run((context) -> {
			joined(context);
			for (String event : List.of("pushing", "pushing_on_executor")) {
				send(event);
				Observation.Context push = this.stopped.poll(10, TimeUnit.SECONDS);
				assertThat(push).isInstanceOf(PhoenixPushContext.class);
				PhoenixListenerContext listener = next();
				assertThat(listener.listener()).isEqualTo(event);
				assertThat(push.getParentObservation()).isNotNull();
				assertThat(push.getParentObservation().getContextView()).isSameAs(listener);
			}
			send("good");
			PhoenixListenerContext last = next();
			Observation current = context.getBean(Listeners.class).current;
			assertThat(current.getContext()).isSameAs(last);
			assertThat(last.getParentObservation()).as("the scopes before were closed").isNull();
		});
	}

	@Test
	void whatHandlersThrowReachesNoListener() {
		this.runner.run((context) -> {
			joined(context);
			context.getBean(ObservationRegistry.class).observationConfig().observationHandler(new Throwing());
			send("counted");
			send("counted");
			Awaitility.await().until(() -> context.getBean(Listeners.class).counted == 2);
			send("bad");
			Awaitility.await().until(() -> context.getBean(PhoenixClient.class).counters().handlerFailures() == 1);
		});
	}

	@Test
	void bootsOwnPropertyTurnsItOff() {
		this.runner.withPropertyValues("management.observations.enable.phoenix.channels.listener=false")
			.run((context) -> {
				joined(context);
				send("pushing");
				assertThat(this.stopped.poll(10, TimeUnit.SECONDS)).isInstanceOf(PhoenixPushContext.class);
				Awaitility.await().until(() -> context.getBean(Listeners.class).counted == 1);
				assertThat(context.getBean(MeterRegistry.class).find(LISTENER).meters()).isEmpty();
			});
	}

	@Test
	void conventionOfTheApplicationIsUsed() {
		this.runner.withUserConfiguration(Conventions.class).run((context) -> {
			joined(context);
			send("good");
			assertThat(next().getLowCardinalityKeyValues()).contains(KeyValue.of("zone", "a"));
		});
	}

	@Test
	void withoutARegistryListenersAreCalledUnobserved() {
		this.withoutRegistry.run((context) -> {
			joined(context);
			send("counted");
			Awaitility.await().until(() -> context.getBean(Listeners.class).counted == 1);
		});
	}

	private record Recorder(
			BlockingQueue<Observation.Context> stopped) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof PhoenixListenerContext || context instanceof PhoenixPushContext;
		}

	}

	private static final class Throwing implements ObservationHandler<PhoenixListenerContext> {

		@Override
		public void onStart(PhoenixListenerContext context) {
			throw new IllegalStateException("start");
		}

		@Override
		public void onScopeOpened(PhoenixListenerContext context) {
			throw new IllegalStateException("open");
		}

		@Override
		public void onScopeClosed(PhoenixListenerContext context) {
			throw new IllegalStateException("close");
		}

		@Override
		public void onStop(PhoenixListenerContext context) {
			throw new IllegalStateException("stop");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof PhoenixListenerContext;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Conventions {

		@Bean
		DefaultPhoenixListenerObservationConvention listenerConvention() {
			return new DefaultPhoenixListenerObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(PhoenixListenerContext context) {
					return super.getLowCardinalityKeyValues(context).and("zone", "a");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final BlockingQueue<CompletableFuture<Object>> begun = new LinkedBlockingQueue<>();

		private final ObjectProvider<ObservationRegistry> registry;

		private volatile int counted;

		private volatile Observation current;

		Listeners(ObjectProvider<ObservationRegistry> registry) {
			this.registry = registry;
		}

		CompletableFuture<Object> next() throws InterruptedException {
			CompletableFuture<Object> next = this.begun.poll(10, TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}

		private CompletableFuture<Object> begin() {
			CompletableFuture<Object> stage = new CompletableFuture<>();
			this.begun.add(stage);
			return stage;
		}

		@Bean
		Executor own() {
			return new SimpleAsyncTaskExecutor("own-");
		}

		@PhoenixListener(id = "good", topic = "room:lobby", event = "good")
		void good() {
			this.current = this.registry.getObject().getCurrentObservation();
		}

		@PhoenixListener(id = "counted", topic = "room:lobby", event = "counted")
		void counted() {
			this.counted++;
		}

		@PhoenixListener(id = "bad", topic = "room:lobby", event = "bad")
		void bad() {
			throw new IllegalStateException("on purpose");
		}

		@PhoenixListener(id = "bad_payload", topic = "room:lobby", event = "bad_payload")
		void badPayload(List<String> payload) {
		}

		@PhoenixListener(id = "bad_later", topic = "room:lobby", event = "bad_later")
		CompletableFuture<?> badLater() {
			return begin();
		}

		@PhoenixListener(id = "later", topic = "room:lobby", event = "later")
		CompletableFuture<?> later() {
			return begin();
		}

		@PhoenixListener(id = "all", topic = "room:all")
		void all() {
		}

		@PhoenixListener(id = "pushing", topic = "room:lobby", event = "pushing")
		@SendTo("answer")
		String pushing() {
			this.counted++;
			return "x";
		}

		@PhoenixListener(id = "pushing_on_executor", topic = "room:lobby", event = "pushing_on_executor",
				executor = "own")
		@SendTo("answer")
		String pushingOnExecutor() {
			return "x";
		}

	}

}
