package io.phoenixchannels.boot.autoconfigure;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.PhoenixListenerBeanPostProcessor;
import io.phoenixchannels.client.CallbackThreads;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixClientBuilder;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.template.PhoenixOperations;
import io.phoenixchannels.template.PhoenixTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.PropertyNamingStrategies;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which beans there are, and what makes them back off. The clients are real, and do not
 * connect.
 */
class PhoenixAutoConfigurationTests {

	private final ApplicationContextRunner unconfigured = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
				PhoenixTemplateAutoConfiguration.class, JacksonAutoConfiguration.class, SslAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.auto-startup=false");

	private final ApplicationContextRunner runner = this.unconfigured
		.withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket");

	@Test
	void oneUrlGivesClientTemplateAndRegistry() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(PhoenixClient.class)
				.hasSingleBean(PhoenixTemplate.class)
				.hasSingleBean(PhoenixListenerEndpointRegistry.class)
				.hasSingleBean(PhoenixConnectionDetails.class)
				.hasSingleBean(PhoenixListenerBeanPostProcessor.class);
			assertThat(context.getBean(PhoenixClient.class).name()).isEqualTo("default");
			assertThat(context.getBean(PhoenixClient.class).target()).isEqualTo("ws://localhost:4000/socket/websocket");
			assertThat(context.getBean(PhoenixClientLifecycle.class).isRunning()).isTrue();
			assertThat(context.getBean(PhoenixListenerEndpointRegistry.class).isRunning()).isTrue();
		});
	}

	@Test
	void everythingCanBeTurnedOff() {
		this.unconfigured.withUserConfiguration(ListenerConfiguration.class)
			.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PhoenixClient.class)
				.doesNotHaveBean(PhoenixTemplate.class)
				.doesNotHaveBean(PhoenixListenerEndpointRegistry.class)
				.doesNotHaveBean(PhoenixListenerBeanPostProcessor.class)
				.doesNotHaveBean(PhoenixProperties.class));
	}

	@Test
	void missingUrlStopsTheStart() {
		this.unconfigured.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.rootCause()
			.isInstanceOf(InvalidPhoenixPropertyException.class)
			.hasMessage("phoenix.channels.url is not set, and so it is not known where to connect to"));
	}

	@Test
	void wrongUrlStopsTheStartAndHidesWhatMayBeSecret() {
		this.unconfigured.withPropertyValues("phoenix.channels.url=localhost:4000/socket?token=secret")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(InvalidPhoenixPropertyException.class)
				.hasMessageStartingWith("phoenix.channels.url is wrong: 'localhost:4000/socket' is no URL")
				.hasMessageNotContaining("secret"));
	}

	@Test
	void clientOfTheApplicationIsUsedInstead() {
		this.unconfigured.withUserConfiguration(OwnClientConfiguration.class, ListenerConfiguration.class)
			.withPropertyValues("phoenix.channels.auto-startup=true", "phoenix.channels.keep-alive=false")
			.run((context) -> {
				assertThat(context).hasSingleBean(PhoenixClient.class)
					.hasSingleBean(PhoenixTemplate.class)
					.doesNotHaveBean(PhoenixConnectionDetails.class);
				FakePhoenixClient client = context.getBean(FakePhoenixClient.class);
				assertThat(client.calls()).containsExactly("connect", "on room:lobby shout", "subscribe room:lobby");
			});
	}

	@Test
	void templateOfTheApplicationIsUsedInstead() {
		PhoenixOperations operations = new PhoenixTemplate(new FakePhoenixClient("other"));
		this.runner.withBean(PhoenixOperations.class, () -> operations)
			.run((context) -> assertThat(context).getBean(PhoenixOperations.class).isSameAs(operations));
	}

	@Test
	void connectionDetailsReplaceTheUrl() {
		this.unconfigured.withBean(PhoenixConnectionDetails.class, () -> () -> "wss://details.example/socket")
			.run((context) -> assertThat(context.getBean(PhoenixClient.class).target())
				.isEqualTo("wss://details.example/socket/websocket"));
	}

	@Test
	void jsonMapperOfTheApplicationBindsPayloads() {
		this.runner
			.withBean(JsonMapperBuilderCustomizer.class,
					() -> (builder) -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
			.run((context) -> {
				Object value = context.getBean(PhoenixClient.class)
					.payloadConverter()
					.read(Payload.json("{\"first_name\":\"Ada\"}"), Person.class);
				assertThat(value).isEqualTo(new Person("Ada"));
			});
	}

	@Test
	void worksWithoutJacksonAutoConfiguration() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class,
					PhoenixListenerAutoConfiguration.class, PhoenixTemplateAutoConfiguration.class))
			.withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket",
					"phoenix.channels.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(PhoenixTemplate.class));
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.runner.withUserConfiguration(CustomizerConfiguration.class)
			.run((context) -> assertThat(context.getBean(PhoenixClient.class).name()).isEqualTo("default-1-2"));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void executorOfCallbacksDoesNotTakeThePlaceOfBoots() {
		this.runner.withPropertyValues("phoenix.channels.listener.concurrency=7").run((context) -> {
			CallbackThreads threads = context.getBean("phoenixCallbackExecutor", CallbackThreads.class);
			CountDownLatch release = new CountDownLatch(1);
			CountDownLatch begun = new CountDownLatch(7);
			for (int task = 0; task < 8; task++) {
				threads.execute(() -> {
					begun.countDown();
					await(release);
				});
			}
			assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(threads.size()).isEqualTo(7);
			release.countDown();
			assertThat(context).hasBean("applicationTaskExecutor");
			assertThat(context.getBeanProvider(AsyncTaskExecutor.class).getIfUnique()).isNotNull();
		});
	}

	@Test
	void executorOfCallbacksCanBeReplacedByName() {
		Executor own = Runnable::run;
		this.runner.withBean("phoenixCallbackExecutor", Executor.class, () -> own)
			.run((context) -> assertThat(context.getBean("phoenixCallbackExecutor")).isSameAs(own));
	}

	@Test
	void concurrencyThatMakesNoSenseStopsTheStart() {
		this.runner.withPropertyValues("phoenix.channels.listener.concurrency=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("phoenix.channels.listener.concurrency is wrong: it must be at least 1, but is 0"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreUsedWhenBootDoes() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			CompletableFuture<String> thread = new CompletableFuture<>();
			context.getBean("phoenixCallbackExecutor", Executor.class)
				.execute(() -> thread.complete(Thread.currentThread().toString()));
			assertThat(thread.get(10, TimeUnit.SECONDS)).startsWith("VirtualThread[").contains("phoenix-");
		});
	}

	@Test
	void lazyInitializationDropsNeitherListenersNorTheConnection() {
		this.unconfigured.withUserConfiguration(OwnClientConfiguration.class, ListenerConfiguration.class)
			.withPropertyValues("phoenix.channels.auto-startup=true", "phoenix.channels.keep-alive=false")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(OwnClientConfiguration.client.calls()).containsExactly("connect",
					"on room:lobby shout", "subscribe room:lobby"));
	}

	@Test
	void unknownSslBundleStopsTheStart() {
		this.runner.withPropertyValues("phoenix.channels.ssl.bundle=missing")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPhoenixPropertyException.class)
				.hasMessage("phoenix.channels.ssl.bundle names the bundle 'missing', which does not exist"));
	}

	@Test
	void sslBundleReachesTheClient() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
		this.runner.withPropertyValues("phoenix.channels.ssl.bundle=mutual")
			.withBean(SslBundles.class, () -> new DefaultSslBundleRegistry("mutual", bundle))
			.run((context) -> assertThat(context.getBean(PhoenixConnectionDetails.class).getSslBundle())
				.isSameAs(bundle));
	}

	@Test
	void sslBundleWithOptionsThatCannotBeAppliedStopsTheStart() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE,
				SslOptions.of(null, new String[] { "TLSv1.3" }));
		this.runner.withPropertyValues("phoenix.channels.ssl.bundle=mutual")
			.withBean(SslBundles.class, () -> new DefaultSslBundleRegistry("mutual", bundle))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("phoenix.channels.ssl.bundle names the bundle 'mutual', which has options"));
	}

	@Test
	void topicsOfPropertiesAreJoinedWithTheirParams() {
		this.unconfigured.withUserConfiguration(OwnClientConfiguration.class, ListenerConfiguration.class)
			.withPropertyValues("phoenix.channels.topics[0]=room:text", "phoenix.channels.topics[1].topic=room:params",
					"phoenix.channels.topics[1].params.name=Ada", "phoenix.channels.topics[2]=room:lobby")
			.run((context) -> assertThat(OwnClientConfiguration.client.calls()).containsExactly("on room:lobby shout",
					"subscribe room:text", "join room:params with {name=Ada}", "subscribe room:lobby"));
	}

	@Test
	void joinParamsOfBeanWinOverThoseOfProperties() {
		this.unconfigured.withUserConfiguration(OwnClientConfiguration.class, ListenerConfiguration.class)
			.withPropertyValues("phoenix.channels.topics[0].topic=room:params",
					"phoenix.channels.topics[0].params.name=Ada")
			.withBean(PhoenixJoinParamsSupplier.class, () -> (context) -> CompletableFuture.completedFuture(Map.of()))
			.run((context) -> assertThat(OwnClientConfiguration.client.calls()).containsExactly("on room:lobby shout",
					"join room:params with supplier", "join room:lobby with supplier"));
	}

	record Person(String firstName) {
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClientConfiguration {

		static FakePhoenixClient client;

		@Bean
		FakePhoenixClient ownClient() {
			client = new FakePhoenixClient("default");
			return client;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Listener {

		@PhoenixListener(topic = "room:lobby", event = "shout")
		void onShout() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerConfiguration {

		@Bean
		@Order(2)
		PhoenixClientBuilderCustomizer second() {
			return (client, builder) -> builder.name(builderName + "-2");
		}

		@Bean
		@Order(1)
		PhoenixClientBuilderCustomizer first() {
			return this::first;
		}

		private static String builderName = "";

		private void first(String client, PhoenixClientBuilder builder) {
			builderName = client + "-1";
			builder.name(builderName);
		}

	}

}
