package io.phoenixchannels.boot.autoconfigure.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixTemplateAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.metrics.PhoenixMetricsAutoConfiguration;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with and without a registry of observations, and their server.
 */
abstract class ObservationTestSupport {

	final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.channel("room:*",
				(channel) -> channel.on("echo", (push) -> push.ok(push.body())).on("answer", (push) -> push.noreply()))
		.start();

	final ApplicationContextRunner withoutRegistry;

	final ApplicationContextRunner runner;

	ObservationTestSupport(Class<?>... configurations) {
		this.withoutRegistry = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
							PhoenixTemplateAutoConfiguration.class, PhoenixObservationAutoConfiguration.class))
			.withUserConfiguration(configurations)
			.withPropertyValues("phoenix.channels.url=" + this.server.url());
		this.runner = this.withoutRegistry.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				ObservationAutoConfiguration.class, PhoenixMetricsAutoConfiguration.class));
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	/**
	 * Does something that is observed, and asserts that it is.
	 */
	abstract void assertObserved(ApplicationContext context) throws Exception;

	@Test
	void metersMayBeTheFirstThatIsAskedForInALazyContext() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class).find("phoenix.channels.connections").gauges())
					.isNotEmpty();
				assertObserved(context);
			});
	}

}
