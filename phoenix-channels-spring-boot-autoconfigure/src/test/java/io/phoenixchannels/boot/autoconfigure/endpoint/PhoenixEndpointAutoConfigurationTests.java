package io.phoenixchannels.boot.autoconfigure.endpoint;

import java.util.List;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration;
import io.phoenixchannels.boot.endpoint.PhoenixEndpoint;
import io.phoenixchannels.boot.endpoint.PhoenixEndpointWebExtension;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class PhoenixEndpointAutoConfigurationTests {

	private final ApplicationContextRunner unexposed = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
				PhoenixEndpointAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket", "phoenix.channels.auto-startup=false");

	private final ApplicationContextRunner runner = this.unexposed
		.withPropertyValues("management.endpoints.web.exposure.include=phoenixchannels");

	@Test
	void allClientsAreShown() {
		this.runner.withPropertyValues("phoenix.channels.clients.alerts.url=ws://localhost:4001/socket")
			.run((context) -> {
				assertThat(context).hasSingleBean(PhoenixEndpointWebExtension.class);
				assertThat(context.getBean(PhoenixEndpoint.class).clients().clients()).containsOnlyKeys("alerts",
						"default");
			});
	}

	@Test
	void isNotThereUnlessExposed() {
		this.unexposed.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(PhoenixEndpoint.class)
			.doesNotHaveBean(PhoenixEndpointWebExtension.class));
	}

	@Test
	void overJmxThereIsNoWebExtension() {
		this.unexposed
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=phoenixchannels")
			.run((context) -> assertThat(context).hasSingleBean(PhoenixEndpoint.class)
				.doesNotHaveBean(PhoenixEndpointWebExtension.class));
	}

	@Test
	void sameOperationsAreThereOverJmx() {
		this.unexposed
			.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
					JmxEndpointAutoConfiguration.class))
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=phoenixchannels",
					"spring.jmx.default-domain=phoenix.test")
			.run((context) -> {
				MBeanServer server = context.getBean(MBeanServer.class);
				ObjectName name = new ObjectName("phoenix.test:type=Endpoint,name=Phoenixchannels");
				assertThat(server.invoke(name, "clients", new Object[0], null))
					.asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsOnlyKeys("clients", "fleet");
				assertThat(server.invoke(name, "perform", new Object[] { "default", "join", "room:lobby", null }, null))
					.asInstanceOf(InstanceOfAssertFactories.MAP)
					.extractingByKey("channels")
					.asString()
					.contains("topic=room:lobby");
				assertThatException().isThrownBy(() -> server.invoke(name, "client", new Object[] { "other" }, null))
					.withStackTraceContaining("There is no client 'other'; there are [default]");
			});
	}

	@Test
	void isNotThereWithoutAccess() {
		this.runner.withPropertyValues("management.endpoint.phoenixchannels.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixEndpoint.class));
	}

	@Test
	void endpointOfTheApplicationIsUsedInstead() {
		PhoenixEndpoint own = new PhoenixEndpoint(List.of(), null);
		this.runner.withBean("own", PhoenixEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(PhoenixEndpoint.class).isSameAs(own));
	}

	@Test
	void needsNoListeners() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixEndpointAutoConfiguration.class))
			.withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket",
					"phoenix.channels.auto-startup=false", "management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context.getBean(PhoenixEndpoint.class).client("default").listeners())
				.isEmpty());
	}

	@Test
	void needsTheActuator() {
		for (Class<?> missing : List.of(Endpoint.class, ConditionalOnAvailableEndpoint.class)) {
			this.runner.withClassLoader(new FilteredClassLoader(missing))
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("phoenixChannelsEndpoint"));
		}
	}

	@Test
	void isOffWithTheClients() {
		this.runner.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixEndpoint.class));
	}

}
