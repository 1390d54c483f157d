package io.phoenixchannels.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixFleetAutoConfiguration;
import io.phoenixchannels.boot.metrics.PhoenixFleetMetrics;
import io.phoenixchannels.boot.metrics.PhoenixMetrics;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.fleet.PhoenixFleet;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of all Phoenix clients.
 */
@AutoConfiguration(after = { PhoenixAutoConfiguration.class, PhoenixFleetAutoConfiguration.class },
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class PhoenixMetricsAutoConfiguration {

	PhoenixMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PhoenixMetrics phoenixMetrics(ListableBeanFactory beanFactory) {
		return new PhoenixMetrics(beanFactory.getBeansOfType(PhoenixClient.class).values());
	}

	@Bean
	@ConditionalOnBean(PhoenixFleet.class)
	@ConditionalOnMissingBean
	PhoenixFleetMetrics phoenixFleetMetrics(PhoenixFleet fleet) {
		return new PhoenixFleetMetrics(fleet);
	}

}
