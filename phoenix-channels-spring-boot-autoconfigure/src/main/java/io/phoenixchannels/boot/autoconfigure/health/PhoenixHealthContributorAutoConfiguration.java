package io.phoenixchannels.boot.autoconfigure.health;

import java.util.Map;
import java.util.TreeMap;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixFleetAutoConfiguration;
import io.phoenixchannels.boot.health.PhoenixFleetHealthIndicator;
import io.phoenixchannels.boot.health.PhoenixHealthIndicator;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.fleet.PhoenixFleet;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of Phoenix clients: {@code phoenixChannels}, with one
 * component for each client if there are several.
 */
@AutoConfiguration(after = { PhoenixAutoConfiguration.class, PhoenixFleetAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("phoenixchannels")
@EnableConfigurationProperties(PhoenixHealthProperties.class)
public final class PhoenixHealthContributorAutoConfiguration
		extends CompositeHealthContributorConfiguration<PhoenixHealthIndicator, PhoenixClient> {

	PhoenixHealthContributorAutoConfiguration(PhoenixHealthProperties properties) {
		super((client) -> new PhoenixHealthIndicator(client, properties.gracePeriod()));
	}

	@Bean
	@ConditionalOnMissingBean(name = { "phoenixChannelsHealthIndicator", "phoenixChannelsHealthContributor" })
	HealthContributor phoenixChannelsHealthContributor(ListableBeanFactory beanFactory) {
		Map<String, PhoenixClient> clients = new TreeMap<>();
		beanFactory.getBeansOfType(PhoenixClient.class)
			.values()
			.forEach((client) -> clients.put(client.name(), client));
		return createContributor(clients);
	}

	@Bean
	@ConditionalOnBean(PhoenixFleet.class)
	@ConditionalOnMissingBean(name = { "phoenixFleetHealthIndicator", "phoenixFleetHealthContributor" })
	PhoenixFleetHealthIndicator phoenixFleetHealthIndicator(PhoenixFleet fleet) {
		return new PhoenixFleetHealthIndicator(fleet);
	}

}
