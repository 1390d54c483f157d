package io.phoenixchannels.boot.autoconfigure.metrics;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.metrics.PhoenixMetrics;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PhoenixMetricsAutoConfigurationTests {

	private static final String CONNECTIONS = "phoenix.channels.connections";

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixMetricsAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.url=ws://localhost:4000/socket", "phoenix.channels.auto-startup=false");

	private final ApplicationContextRunner runner = this.withoutRegistry
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void everyClientHasMeters() {
		this.runner.withPropertyValues("phoenix.channels.clients.alerts.url=ws://localhost:4001/socket")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				for (String client : List.of("default", "alerts")) {
					assertThat(registry.get(CONNECTIONS).tags("client", client, "state", "idle").gauge().value())
						.isEqualTo(1);
				}
			});
	}

	@Test
	void lazyInitializationLeavesTheMetersThere() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.getBean(MeterRegistry.class);
				assertThat(context.getBean(MeterRegistry.class).find(CONNECTIONS).gauges()).isNotEmpty();
			});
	}

	@Test
	void metersCanBeTurnedOffByBootsOwnProperty() {
		this.runner.withPropertyValues("management.metrics.enable.phoenix.channels=false")
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find(CONNECTIONS).gauges()).isEmpty());
	}

	@Test
	void metricsOfTheApplicationAreUsedInstead() {
		PhoenixMetrics own = new PhoenixMetrics(List.of());
		this.runner.withBean("own", PhoenixMetrics.class, () -> own).run((context) -> {
			assertThat(context).getBean(PhoenixMetrics.class).isSameAs(own);
			assertThat(context.getBean(MeterRegistry.class).find(CONNECTIONS).gauges()).isEmpty();
		});
	}

	@Test
	void needARegistry() {
		this.withoutRegistry.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixMetrics.class));
	}

	@Test
	void needMicrometer() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("phoenixMetrics"));
	}

	@Test
	void areOffWithTheClients() {
		this.runner.withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoenixMetrics.class));
	}

}
