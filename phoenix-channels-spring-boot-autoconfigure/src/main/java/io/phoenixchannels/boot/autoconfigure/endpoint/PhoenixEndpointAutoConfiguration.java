package io.phoenixchannels.boot.autoconfigure.endpoint;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration;
import io.phoenixchannels.boot.endpoint.PhoenixEndpoint;
import io.phoenixchannels.boot.endpoint.PhoenixEndpointWebExtension;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.fleet.PhoenixFleet;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code phoenixchannels}.
 */
@AutoConfiguration(after = { PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(PhoenixEndpoint.class)
public final class PhoenixEndpointAutoConfiguration {

	PhoenixEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PhoenixEndpoint phoenixChannelsEndpoint(ListableBeanFactory beanFactory,
			ObjectProvider<PhoenixListenerEndpointRegistry> registry, ObjectProvider<PhoenixFleet> fleet) {
		return new PhoenixEndpoint(beanFactory.getBeansOfType(PhoenixClient.class).values(), registry.getIfAvailable(),
				fleet.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(PhoenixEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	PhoenixEndpointWebExtension phoenixChannelsEndpointWebExtension(PhoenixEndpoint endpoint) {
		return new PhoenixEndpointWebExtension(endpoint);
	}

}
