package io.phoenixchannels.boot.autoconfigure.observation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.phoenixchannels.boot.autoconfigure.PhoenixClientBuilderCustomizer;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.observation.DefaultPhoenixConnectObservationConvention;
import io.phoenixchannels.client.observation.DefaultPhoenixPushObservationConvention;
import io.phoenixchannels.client.observation.PhoenixConnectContext;
import io.phoenixchannels.client.observation.PhoenixPushContext;
import io.phoenixchannels.template.PhoenixTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PhoenixObservationAutoConfigurationTests extends ObservationTestSupport {

	private static final String PUSH = "phoenix.channels.push";

	private static final String CONNECT = "phoenix.channels.connect";

	@Override
	void assertObserved(ApplicationContext context) {
		context.getBean(PhoenixClient.class).connect().join();
		push(context);
		assertThat(tags(context, PUSH)).contains("outcome=ok");
	}

	private static void push(ApplicationContext context) {
		context.getBean(PhoenixClient.class).join("room:lobby").join();
		context.getBean(PhoenixTemplate.class).push("room:lobby", "echo", 1).join();
	}

	private static List<String> tags(ApplicationContext context, String name) {
		Timer timer = context.getBean(MeterRegistry.class).find(name).timer();
		assertThat(timer).isNotNull();
		return timer.getId().getTags().stream().map((Tag tag) -> tag.getKey() + "=" + tag.getValue()).toList();
	}

	@Test
	void pushesOfTheTemplateAndAttemptsToConnectAreTimers() {
		this.runner.run((context) -> {
			push(context);
			assertThat(tags(context, PUSH)).containsExactlyInAnyOrder("client=default", "event=echo", "operation=push",
					"outcome=ok", "error=none");
			await().untilAsserted(() -> assertThat(tags(context, CONNECT)).containsExactlyInAnyOrder("client=default",
					"outcome=connected", "error=none"));
		});
	}

	@Test
	void bootsOwnPropertyTurnsThemOff() {
		this.runner.withPropertyValues("management.observations.enable.phoenix.channels=false").run((context) -> {
			push(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find(PUSH).meters()).isEmpty();
			assertThat(registry.find(CONNECT).meters()).isEmpty();
			assertThat(registry.find("phoenix.channels.connections").meters()).isNotEmpty();
		});
		this.runner.withPropertyValues("management.observations.enable.phoenix.channels.push=false").run((context) -> {
			push(context);
			assertThat(context.getBean(MeterRegistry.class).find(PUSH).meters()).isEmpty();
			await().untilAsserted(() -> assertThat(tags(context, CONNECT)).isNotEmpty());
		});
	}

	@Test
	void conventionsOfTheApplicationAreUsed() {
		this.runner.withUserConfiguration(Conventions.class).run((context) -> {
			push(context);
			assertThat(tags(context, PUSH)).contains("topic.prefix=room");
			await().untilAsserted(() -> assertThat(tags(context, CONNECT)).contains("zone=a"));
		});
	}

	@Test
	void everyClientIsObserved() {
		this.runner.withPropertyValues("phoenix.channels.clients.alerts.url=" + this.server.url()).run((context) -> {
			PhoenixClient alerts = context.getBean("alertsPhoenixClient", PhoenixClient.class);
			alerts.join("room:alerts").join();
			alerts.channel("room:alerts").push("echo", 1).join();
			assertThat(tags(context, PUSH)).contains("client=alerts");
		});
	}

	@Test
	void customizersOfTheApplicationWin() {
		this.runner
			.withBean(PhoenixClientBuilderCustomizer.class,
					() -> (name, builder) -> builder.observationRegistry(ObservationRegistry.NOOP))
			.run((context) -> {
				push(context);
				assertThat(context.getBean(MeterRegistry.class).find(PUSH).meters()).isEmpty();
			});
	}

	@Test
	void theObservationOfTheCallerIsTheParent() {
		this.runner.run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			List<Observation.Context> stopped = new CopyOnWriteArrayList<>();
			registry.observationConfig().observationHandler(new PushHandler(stopped));
			context.getBean(PhoenixClient.class).join("room:lobby").join();
			Observation outer = Observation.start("outer", registry);
			outer.scoped(() -> context.getBean(PhoenixTemplate.class).push("room:lobby", "echo", 1)).join();
			outer.stop();
			assertThat(stopped).isNotEmpty()
				.allSatisfy((observed) -> assertThat(observed.getParentObservation()).isSameAs(outer));
		});
	}

	@Test
	void withoutARegistryNothingIsObserved() {
		this.withoutRegistry.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixClientBuilderCustomizer.class);
			push(context);
		});
	}

	@Test
	void isOffWithTheClients() {
		this.runner.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixClientBuilderCustomizer.class));
	}

	private record PushHandler(List<Observation.Context> stopped) implements ObservationHandler<PhoenixPushContext> {

		@Override
		public void onStop(PhoenixPushContext context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof PhoenixPushContext;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Conventions {

		@Bean
		DefaultPhoenixPushObservationConvention pushConvention() {
			return new TopicPrefixConvention();
		}

		@Bean
		DefaultPhoenixConnectObservationConvention connectConvention() {
			return new DefaultPhoenixConnectObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(PhoenixConnectContext context) {
					return super.getLowCardinalityKeyValues(context).and("zone", "a");
				}

			};
		}

	}

	// tag::convention[]
	static class TopicPrefixConvention extends DefaultPhoenixPushObservationConvention {

		@Override
		public KeyValues getLowCardinalityKeyValues(PhoenixPushContext context) {
			String topic = context.topic();
			int colon = topic.indexOf(':');
			return super.getLowCardinalityKeyValues(context).and("topic.prefix",
					(colon > 0) ? topic.substring(0, colon) : KeyValue.NONE_VALUE);
		}

	}
	// end::convention[]

}
