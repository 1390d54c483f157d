package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.event.PhoenixEventPublisher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of application events for the life of connections and channels.
 */
@AutoConfiguration(before = PhoenixAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
public final class PhoenixEventAutoConfiguration {

	PhoenixEventAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PhoenixEventPublisher phoenixEventPublisher(ApplicationEventPublisher publisher) {
		return new PhoenixEventPublisher(publisher);
	}

	@Bean
	static PhoenixEventBeanPostProcessor phoenixEventBeanPostProcessor(
			ObjectProvider<PhoenixEventPublisher> publisher) {
		return new PhoenixEventBeanPostProcessor(publisher);
	}

}
