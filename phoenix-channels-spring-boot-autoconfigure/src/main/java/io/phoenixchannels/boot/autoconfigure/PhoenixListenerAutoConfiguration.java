package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.annotation.PhoenixListenerBeanPostProcessor;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

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
			PhoenixProperties properties, ObjectProvider<PhoenixJoinParamsSupplier> joinParams) {
		return new PhoenixListenerEndpointRegistry(clients.all(), clients.defaultClient(),
				new PropertiesDeclaredTopics(clients, joinParams.orderedStream().toList()),
				properties.shutdownTimeout());
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
