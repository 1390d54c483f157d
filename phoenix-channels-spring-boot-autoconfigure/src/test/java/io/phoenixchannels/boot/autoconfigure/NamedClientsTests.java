package io.phoenixchannels.boot.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.template.PhoenixTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NamedClientsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
				PhoenixTemplateAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.auto-startup=false");

	private static PhoenixProperties properties(String... properties) {
		MockEnvironment environment = new MockEnvironment();
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			environment.setProperty("phoenix.channels." + parts[0], parts[1]);
		}
		return new NamedClients(environment).properties("alerts");
	}

	@Test
	void settingsAreInherited() {
		PhoenixProperties properties = properties("heartbeat.interval=5s", "heartbeat.timeout=6s",
				"clients.alerts.url=ws://alerts/socket", "clients.alerts.heartbeat.timeout=7s");
		assertThat(properties.url()).isEqualTo("ws://alerts/socket");
		assertThat(properties.heartbeat())
			.isEqualTo(new PhoenixProperties.Heartbeat(Duration.ofSeconds(5), Duration.ofSeconds(7)));
	}

	@Test
	void urlAndCredentialsAreInheritedTogether() {
		PhoenixProperties properties = properties("url=ws://shared/socket", "api-key=key", "params.a=1", "params.b=2",
				"clients.alerts.params.b=3", "clients.alerts.params.c=4");
		assertThat(properties.url()).isEqualTo("ws://shared/socket");
		assertThat(properties.apiKey()).isEqualTo("key");
		assertThat(properties.params()).isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
	}

	@Test
	void credentialsAreNotInheritedByClientOfAnotherServer() {
		PhoenixProperties properties = properties("url=ws://shared/socket", "api-key=key", "auth-token=token",
				"params.a=1", "headers.h=1", "ssl.bundle=mutual", "clients.alerts.url=ws://alerts/socket");
		assertThat(properties.apiKey()).isNull();
		assertThat(properties.authToken()).isNull();
		assertThat(properties.params()).isEmpty();
		assertThat(properties.headers()).isEmpty();
		assertThat(properties.ssl().bundle()).isNull();
	}

	@Test
	void topicsAreNeverInherited() {
		assertThat(properties("topics=room:a", "clients.alerts.connect-timeout=1s").topics()).isEmpty();
		assertThat(properties("topics=room:a", "clients.alerts.topics=alert:b").topics())
			.extracting(PhoenixProperties.Topic::topic)
			.containsExactly("alert:b");
	}

	@Test
	void placeholdersAreResolved() {
		assertThat(properties("host=alerts.example", "clients.alerts.url=ws://${phoenix.channels.host}/socket").url())
			.isEqualTo("ws://alerts.example/socket");
	}

	@Test
	void furtherClientsAreBeansBesideTheDefaultOne() {
		this.runner
			.withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket",
					"phoenix.channels.clients.alerts.url=ws://localhost:4001/alerts",
					"phoenix.channels.clients.off.url=ws://localhost:4002/off",
					"phoenix.channels.clients.off.enabled=false")
			.withBean(Injected.class)
			.run((context) -> {
				assertThat(context.getBeansOfType(PhoenixClient.class)).containsOnlyKeys("phoenixClient",
						"alertsPhoenixClient");
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.client.name()).isEqualTo("default");
				assertThat(injected.alerts.name()).isEqualTo("alerts");
				assertThat(injected.alerts.target()).isEqualTo("ws://localhost:4001/alerts/websocket");
				assertThat(context).hasSingleBean(PhoenixTemplate.class);
			});
	}

	@Test
	void withoutUrlAtTheTopThereAreOnlyFurtherClients() {
		this.runner
			.withPropertyValues("phoenix.channels.clients.a.url=ws://localhost:4001/a",
					"phoenix.channels.clients.b.url=ws://localhost:4001/b")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("phoenixClient")
				.doesNotHaveBean(PhoenixTemplate.class)
				.hasBean("aPhoenixClient")
				.hasBean("bPhoenixClient"));
	}

	@Test
	void listenerNamesItsClient() {
		this.runner
			.withPropertyValues("phoenix.channels.clients.a.url=ws://localhost:4001/a",
					"phoenix.channels.clients.alerts.url=ws://localhost:4001/b")
			.withUserConfiguration(AlertsConfiguration.class)
			.run((context) -> {
				PhoenixListenerEndpointRegistry registry = context.getBean(PhoenixListenerEndpointRegistry.class);
				assertThat(registry.listeners("alerts")).isEqualTo(1);
				assertThat(registry.listeners("a")).isZero();
			});
	}

	@Test
	void listenerWithoutClientNeedsADefaultOne() {
		this.runner
			.withPropertyValues("phoenix.channels.clients.a.url=ws://localhost:4001/a",
					"phoenix.channels.clients.b.url=ws://localhost:4001/b")
			.withUserConfiguration(DefaultConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidListenerException.class)
				.hasMessageContaining("there is no default one. Name one of [a, b]"));
	}

	@Test
	void missingUrlNamesTheClientsProperty() {
		this.runner
			.withPropertyValues("phoenix.channels.clients.a.url=ws://localhost:4001/a",
					"phoenix.channels.clients.b.connect-timeout=1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("phoenix.channels.clients.b.url is not set"));
	}

	@Test
	void wrongValueNamesTheClientsProperty() {
		this.runner
			.withPropertyValues("phoenix.channels.clients.a.url=ws://localhost:4001/a",
					"phoenix.channels.clients.a.join.timeout=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("phoenix.channels.clients.a.join.timeout is wrong"));
	}

	@Test
	void nameOfTheDefaultClientIsTaken() {
		MockEnvironment environment = new MockEnvironment().withProperty("phoenix.channels.clients.default.url",
				"ws://localhost/socket");
		assertThatExceptionOfType(InvalidPhoenixPropertyException.class)
			.isThrownBy(() -> new NamedClients(environment).names())
			.withMessageContaining("phoenix.channels.clients.default is not allowed");
	}

	static class Injected {

		@Autowired
		private PhoenixClient client;

		@Autowired
		@Qualifier("alerts")
		private PhoenixClient alerts;

	}

	@Configuration(proxyBeanMethods = false)
	static class AlertsConfiguration {

		@Bean
		AlertsListener listener() {
			return new AlertsListener();
		}

	}

	static class AlertsListener {

		@PhoenixListener(topic = "alert:all", client = "alerts")
		void on() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DefaultConfiguration {

		@Bean
		DefaultListener listener() {
			return new DefaultListener();
		}

	}

	static class DefaultListener {

		@PhoenixListener("alert:all")
		void on() {
		}

	}

}
