package io.phoenixchannels.boot.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import io.phoenixchannels.annotation.PhoenixListenerBeanPostProcessor;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.ListenerCallPolicy;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.listener.TopicOwnership;
import io.phoenixchannels.listener.observation.ListenerObservations;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.retry.RetryPolicy;

/**
 * Auto-configuration of {@code @PhoenixListener} methods, and of the topics that are
 * joined at start.
 */
@AutoConfiguration(after = PhoenixAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
public final class PhoenixListenerAutoConfiguration {

	PhoenixListenerAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PhoenixListenerEndpointRegistry phoenixListenerEndpointRegistry(PhoenixClients clients,
			PhoenixProperties properties, ObjectProvider<PhoenixJoinParamsSupplier> joinParams,
			ObjectProvider<ListenerObservations> observations, ObjectProvider<TopicOwnership> ownership) {
		Map<String, RetryPolicy> retryPolicies = new HashMap<>();
		for (PhoenixClient client : clients.all()) {
			RetryPolicy retryPolicy = retryPolicy(clients, client.name());
			if (retryPolicy != null) {
				retryPolicies.put(client.name(), retryPolicy);
			}
		}
		return new PhoenixListenerEndpointRegistry(clients.all(), clients.defaultClient(),
				new PropertiesDeclaredTopics(clients, joinParams.orderedStream().toList()),
				properties.shutdownTimeout(),
				new ListenerCallPolicy(observations.getIfAvailable(() -> ListenerObservations.NONE),
						retryPolicies::get),
				ownership.getIfAvailable(() -> TopicOwnership.ALL));
	}

	private static @Nullable RetryPolicy retryPolicy(PhoenixClients clients, String client) {
		return new PhoenixPropertiesMapper(NamedClients.prefix(client))
			.retryPolicy(clients.properties(client).listener().retry());
	}

	@Bean
	@ConditionalOnMissingBean
	static PhoenixListenerBeanPostProcessor phoenixListenerBeanPostProcessor() {
		return new PhoenixListenerBeanPostProcessor();
	}

	@Bean
	static PhoenixListenerLazyInitializationExcludeFilter phoenixListenerLazyInitializationExcludeFilter() {
		return new PhoenixListenerLazyInitializationExcludeFilter();
	}

}
