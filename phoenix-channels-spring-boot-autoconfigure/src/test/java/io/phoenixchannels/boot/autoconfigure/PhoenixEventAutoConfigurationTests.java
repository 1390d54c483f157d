package io.phoenixchannels.boot.autoconfigure;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.event.PhoenixConnectedEvent;
import io.phoenixchannels.event.PhoenixConnectionEvent;
import io.phoenixchannels.event.PhoenixEventPublisher;
import io.phoenixchannels.session.Notice;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That {@code @EventListener} methods hear every client, and from the very beginning.
 */
class PhoenixEventAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixEventAutoConfiguration.class,
				PhoenixListenerAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.auto-startup=false", "phoenix.channels.keep-alive=false");

	@Test
	void eventOfABeanThatIsCreatedBeforeTheListenerIsHeard() {
		this.runner.withUserConfiguration(EarlyConfiguration.class).run((context) -> {
			Listener listener = context.getBean(Listener.class);
			assertThat(listener.heard.poll(10, TimeUnit.SECONDS))
				.isEqualTo(new PhoenixConnectedEvent("own", 1, false, 0));
			context.getBean(FakePhoenixClient.class).announce(new Notice.ConnectionClosed(1));
			assertThat(listener.heard.poll(10, TimeUnit.SECONDS)).isNotNull();
		});
	}

	@Test
	void eventsAreHeardWhenEverythingIsLazy() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withUserConfiguration(EarlyConfiguration.class)
			.run((context) -> {
				FakePhoenixClient client = context.getBean(FakePhoenixClient.class);
				client.announce(new Notice.ConnectionOpened(2, false, 0));
				assertThat(context.getBean(Listener.class).heard.poll(10, TimeUnit.SECONDS))
					.isEqualTo(new PhoenixConnectedEvent("own", 2, false, 0));
			});
	}

	@Test
	void backsOffWhenTurnedOff() {
		this.runner.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PhoenixEventPublisher.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyConfiguration {

		@Bean
		FakePhoenixClient client() {
			return new FakePhoenixClient("own");
		}

		@Bean
		Early early(FakePhoenixClient client) {
			return new Early(client);
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Early {

		private final FakePhoenixClient client;

		Early(PhoenixClient client) {
			this.client = (FakePhoenixClient) client;
		}

		@PostConstruct
		void connected() {
			this.client.announce(new Notice.ConnectionOpened(1, false, 0));
		}

	}

	static class Listener {

		private final BlockingQueue<PhoenixConnectionEvent> heard = new LinkedBlockingQueue<>();

		@EventListener
		void on(PhoenixConnectionEvent event) {
			this.heard.add(event);
		}

	}

}
