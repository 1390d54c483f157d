package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.phoenixchannels.annotation.PhoenixHandler;
import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.annotation.PhoenixListenerConfigurer;
import io.phoenixchannels.client.ClientClock;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.test.ManualTime;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners of an application, with a server.
 */
class PhoenixListenerAutoConfigurationTests {

	private static final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private static CountDownLatch release;

	private final ManualTime time = new ManualTime();

	private final Set<Instant> alarms = ConcurrentHashMap.newKeySet();

	private EmbeddedPhoenixServer server;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		heard.clear();
		release = new CountDownLatch(1);
		this.server = EmbeddedPhoenixServer.builder()
			.channel("room:*", (channel) -> channel.on("echo", (push) -> push.ok(push.body())))
			.start();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class))
			.withBean(PhoenixClientBuilderCustomizer.class, () -> (name, builder) -> builder.clock(clock()))
			.withPropertyValues("phoenix.channels.url=" + this.server.url());
	}

	private ClientClock clock() {
		ClientClock clock = this.time.newClock();
		return new ClientClock() {

			@Override
			public Instant now() {
				return clock.now();
			}

			@Override
			public void wakeAt(Instant at, Runnable action) {
				clock.wakeAt(at, action);
				PhoenixListenerAutoConfigurationTests.this.alarms.add(at);
			}

			@Override
			public void close() {
				clock.close();
			}

		};
	}

	/**
	 * A listener may still be about to fail when it is heard.
	 */
	private void awaitRetryIn(Duration delay) {
		Awaitility.await().until(() -> this.alarms.contains(this.time.now().plus(delay)));
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	private PhoenixClient joined(ApplicationContext context, String topic) {
		PhoenixClient client = context.getBean(PhoenixClient.class);
		client.join(topic).orTimeout(10, TimeUnit.SECONDS).join();
		Awaitility.await().until(() -> client.channel("room:lobby").state() == ChannelState.JOINED);
		return client;
	}

	private void tick(String topic, int number) {
		this.server.broadcast(topic, "tick", number);
	}

	private static void assertHeard(String... expected) throws InterruptedException {
		for (String text : expected) {
			assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
		}
	}

	private static void echo(PhoenixClient client) {
		client.channel("room:lobby").push("echo", 1).orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Test
	void listenersOfATopicRunInTheOrderOfTheirMethodsOrBeans() {
		this.runner.withUserConfiguration(Last.class, OrderedBeans.class, Second.class).run((context) -> {
			joined(context, "room:lobby");
			tick("room:lobby", 1);
			assertHeard("method 0", "second", "bean method 3", "configurer 4", "method 5", "unordered",
					"unordered too");
		});
	}

	@Test
	void methodRunsOnItsExecutorAndItsTopicWaitsForIt() {
		this.runner.withUserConfiguration(OnExecutor.class).run((context) -> {
			joined(context, "room:other");
			tick("room:lobby", 1);
			tick("room:lobby", 2);
			assertHeard("begin 1 on own");
			tick("room:other", 3);
			assertHeard("begin 3 on own");
			assertThat(heard).isEmpty();
			release.countDown();
			Awaitility.await().until(() -> heard.size() == 4);
			assertThat(heard.stream().filter((text) -> !text.endsWith("3"))).containsExactly("end 1", "begin 2 on own",
					"end 2");
		});
	}

	@Test
	void executionIsQueuedUnlessItIsDirect() {
		this.runner.withUserConfiguration(ThreadName.class).run((context) -> {
			joined(context, "room:lobby");
			tick("room:lobby", 1);
			assertThat(heard.poll(10, TimeUnit.SECONDS)).startsWith("phoenix-");
		});
		this.runner.withUserConfiguration(ThreadName.class)
			.withPropertyValues("phoenix.channels.listener.execution=direct")
			.run((context) -> {
				joined(context, "room:lobby");
				tick("room:lobby", 1);
				assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull().doesNotStartWith("phoenix-");
			});
	}

	@Test
	void failedListenersAreCalledAgainAsThePropertiesSay() {
		this.runner.withUserConfiguration(Failing.class)
			.withPropertyValues("phoenix.channels.listener.retry.enabled=true",
					"phoenix.channels.listener.retry.max-retries=3", "phoenix.channels.listener.retry.delay=2s",
					"phoenix.channels.listener.retry.multiplier=3", "phoenix.channels.listener.retry.max-delay=4s")
			.run((context) -> {
				PhoenixClient client = joined(context, "room:lobby");
				tick("room:lobby", 1);
				assertHeard("failing");
				for (int seconds : new int[] { 2, 4, 4 }) {
					awaitRetryIn(Duration.ofSeconds(seconds));
					this.time.advance(Duration.ofMillis(seconds * 1000 - 1));
					echo(client);
					assertThat(heard).isEmpty();
					this.time.advance(Duration.ofMillis(1));
					assertHeard("failing");
				}
				assertHeard("never again", "own policy");
				awaitRetryIn(Duration.ofSeconds(1));
				this.time.advance(Duration.ofMinutes(1));
				assertHeard("own policy");
				Awaitility.await().until(() -> client.counters().handlerFailures() == 3);
			});
	}

	@Test
	void failedListenersAreNotCalledAgainByDefault() {
		this.runner.withUserConfiguration(Failing.class).run((context) -> {
			PhoenixClient client = joined(context, "room:lobby");
			tick("room:lobby", 1);
			assertHeard("failing", "never again", "own policy");
			awaitRetryIn(Duration.ofSeconds(1));
			this.time.advance(Duration.ofSeconds(1));
			assertHeard("own policy");
		});
	}

	@Test
	void jitterMakesDelaysDiffer() {
		RetryPolicy policy = new PhoenixPropertiesMapper("phoenix.channels")
			.retryPolicy(new PhoenixProperties.Listener.Retry(true, 50, Duration.ofSeconds(10), 1,
					Duration.ofSeconds(20), Duration.ofSeconds(5)));
		assertThat(policy).isNotNull();
		BackOffExecution backOff = policy.getBackOff().start();
		assertThat(LongStream.generate(backOff::nextBackOff).limit(50).boxed().toList())
			.allSatisfy((delay) -> assertThat(delay).isBetween(5000L, 15000L))
			.satisfies((delays) -> assertThat(delays.stream().distinct().count()).isGreaterThan(5));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-retries | -1
			delay       | -1s
			multiplier  | 0.5
			max-delay   | 0s
			jitter      | -1s
			""")
	void retryThatMakesNoSenseIsRefusedByItsName(String property, String value) {
		this.runner
			.withPropertyValues("phoenix.channels.listener.retry.enabled=true",
					"phoenix.channels.listener.retry." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("phoenix.channels.listener.retry." + property + " is wrong: "));
	}

	@Test
	void retryOfANamedClientInheritsAndOverrides() {
		this.runner
			.withPropertyValues("phoenix.channels.clients.alerts.url=" + this.server.url(),
					"phoenix.channels.listener.retry.enabled=true",
					"phoenix.channels.clients.alerts.listener.retry.max-retries=-1")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("phoenix.channels.clients.alerts.listener.retry.max-retries is wrong: "));
	}

	@Test
	void lazyInitializationDropsNeitherClassesNorConfigurers() {
		this.runner.withUserConfiguration(OnlyAClass.class, OrderedBeans.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				joined(context, "room:lobby");
				tick("room:lobby", 1);
				assertHeard("bean method 3", "configurer 4", "class");
			});
	}

	static class Last {

		@PhoenixListener(topic = "room:lobby", event = "tick")
		void unordered() {
			heard.add("unordered");
		}

		@PhoenixListener(topic = "room:{id}", event = "tick")
		@Order(5)
		void ordered() {
			heard.add("method 5");
		}

	}

	@Order(2)
	static class Second {

		@PhoenixListener(topic = "room:lobby", event = "tick")
		void second() {
			heard.add("second");
		}

		@PhoenixListener(topic = "room:*", event = "tick")
		@Order(0)
		void first() {
			heard.add("method 0");
		}

		@PhoenixListener(topic = "room:*", event = "tick")
		@Order
		void last() {
			heard.add("unordered too");
		}

	}

	static class Plain {

		@PhoenixListener(topic = "room:lobby", event = "tick")
		void on() {
			heard.add("bean method 3");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderedBeans {

		@Bean
		@Order(3)
		Plain plain() {
			return new Plain();
		}

		@Bean
		PhoenixListenerConfigurer configurer() {
			return (registrar) -> registrar.register(PhoenixListenerEndpoint.builder("configured")
				.topics("room:lobby")
				.events("tick")
				.order(4)
				.handler((invocation) -> heard.add("configurer 4"))
				.build());
		}

	}

	@PhoenixListener("room:lobby")
	static class OnlyAClass {

		@PhoenixHandler("tick")
		void tick() {
			heard.add("class");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnExecutor {

		@Bean
		Executor own() {
			return new SimpleAsyncTaskExecutor("own-");
		}

		@PhoenixListener(topic = { "room:lobby", "room:*" }, event = "tick", executor = "${executor:own}")
		void on(int number) throws InterruptedException {
			heard.add("begin " + number + " on " + Thread.currentThread().getName().substring(0, 3));
			release.await();
			heard.add("end " + number);
		}

	}

	static class ThreadName {

		@PhoenixListener(topic = "room:lobby", event = "tick")
		void on() {
			heard.add(Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		RetryPolicy twice() {
			return RetryPolicy.builder().maxRetries(1).delay(Duration.ofSeconds(1)).build();
		}

		@PhoenixListener(topic = "room:lobby", event = "tick")
		@Order(1)
		void failing() {
			heard.add("failing");
			throw new IllegalStateException("on purpose");
		}

		@PhoenixListener(topic = "room:lobby", event = "tick", retry = "false")
		@Order(2)
		void once() {
			heard.add("never again");
			throw new IllegalStateException("on purpose");
		}

		@PhoenixListener(topic = "room:lobby", event = "tick", retry = "twice")
		@Order(3)
		void twiceAtMost() {
			heard.add("own policy");
			throw new IllegalStateException("on purpose");
		}

	}

}
