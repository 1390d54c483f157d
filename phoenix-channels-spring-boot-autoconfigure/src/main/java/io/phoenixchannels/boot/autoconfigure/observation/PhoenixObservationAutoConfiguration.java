package io.phoenixchannels.boot.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixClientBuilderCustomizer;
import io.phoenixchannels.client.observation.PhoenixConnectObservationConvention;
import io.phoenixchannels.client.observation.PhoenixPushObservationConvention;
import io.phoenixchannels.listener.observation.ListenerObservations;
import io.phoenixchannels.listener.observation.PhoenixListenerObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the observations of Phoenix clients and listeners, with the
 * application's registry and conventions. Customizers of the application come later, and
 * win.
 */
@AutoConfiguration(after = PhoenixAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnBean(ObservationRegistry.class)
public final class PhoenixObservationAutoConfiguration {

	PhoenixObservationAutoConfiguration() {
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	PhoenixClientBuilderCustomizer phoenixObservationCustomizer(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<PhoenixPushObservationConvention> pushConvention,
			ObjectProvider<PhoenixConnectObservationConvention> connectConvention) {
		LazyObservationRegistry lazyRegistry = new LazyObservationRegistry(registry);
		return (name, builder) -> {
			builder.observationRegistry(lazyRegistry);
			pushConvention.ifUnique(builder::pushObservationConvention);
			connectConvention.ifUnique(builder::connectObservationConvention);
		};
	}

	@Bean
	@ConditionalOnMissingBean
	ListenerObservations phoenixListenerObservations(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<PhoenixListenerObservationConvention> convention) {
		return new ListenerObservations(new LazyObservationRegistry(registry), convention.getIfUnique());
	}

}
