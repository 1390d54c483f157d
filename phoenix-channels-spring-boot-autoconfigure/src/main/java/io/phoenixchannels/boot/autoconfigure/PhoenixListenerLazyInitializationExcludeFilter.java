package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.annotation.ListenerMethods;
import io.phoenixchannels.event.PhoenixEventPublisher;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/**
 * Nobody asks for a bean that only listens: with
 * {@code spring.main.lazy-initialization=true} it would never be created, nor would what
 * connects.
 */
final class PhoenixListenerLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		return PhoenixClientLifecycle.class.isAssignableFrom(beanType)
				|| PhoenixListenerEndpointRegistry.class.isAssignableFrom(beanType)
				|| PhoenixEventPublisher.class.isAssignableFrom(beanType) || ListenerMethods.exist(beanType);
	}

}
