package io.phoenixchannels.boot.autoconfigure.health;

import java.util.List;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.health.PhoenixHealthIndicator;
import io.phoenixchannels.client.ClientStatus;
import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.session.ConnectionState;
import io.phoenixchannels.session.ConnectionStatus;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixHealthContributorAutoConfigurationTests {

	private static final String BEAN = "phoenixChannelsHealthContributor";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class,
				PhoenixHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket", "phoenix.channels.auto-startup=false");

	@Test
	void oneClientIsTheHealthItself() {
		this.runner.run((context) -> assertThat(context).getBean(BEAN).isInstanceOf(PhoenixHealthIndicator.class));
	}

	@Test
	void severalClientsAreComponents() {
		this.runner.withPropertyValues("phoenix.channels.clients.alerts.url=ws://localhost:4001/socket")
			.run((context) -> assertThat(context).getBean(BEAN)
				.isInstanceOfSatisfying(CompositeHealthContributor.class,
						(composite) -> assertThat(composite.stream()).extracting(HealthContributors.Entry::name)
							.containsExactly("alerts", "default")));
	}

	@Test
	void gracePeriodKeepsAClientThatConnectsFromBeingDown() {
		FakePhoenixClient connecting = new FakePhoenixClient("default");
		connecting.status(new ClientStatus(List.of(new ConnectionStatus(1, ConnectionState.CONNECTING, connecting.now(),
				0, 0, 0, null, null, connecting.now())), List.of()));
		ApplicationContextRunner runner = this.runner.withBean(PhoenixClient.class, () -> connecting);
		runner.run((context) -> assertThat(status(context)).isEqualTo(Status.DOWN));
		runner.withPropertyValues("management.health.phoenixchannels.grace-period=30s")
			.run((context) -> assertThat(status(context)).isEqualTo(Status.UNKNOWN));
	}

	private static Status status(ApplicationContext context) {
		return context.getBean(BEAN, HealthIndicator.class).health().getStatus();
	}

	@Test
	void canBeTurnedOff() {
		this.runner.withPropertyValues("management.health.phoenixchannels.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BEAN));
	}

	@Test
	void isOffWithTheClients() {
		this.runner.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BEAN));
	}

	@Test
	void needsTheHealthModule() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BEAN));
	}

	@Test
	void indicatorOfTheApplicationIsUsedInstead() {
		this.runner.withBean("phoenixChannelsHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BEAN));
	}

}
