package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.event.PhoenixEventPublisher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Lets every client be followed as soon as it is created, so that nothing is missed of
 * one that another bean connects before the context starts.
 */
final class PhoenixEventBeanPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<PhoenixEventPublisher> publisher;

	PhoenixEventBeanPostProcessor(ObjectProvider<PhoenixEventPublisher> publisher) {
		this.publisher = publisher;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof PhoenixClient client) {
			this.publisher.getObject().follow(client);
		}
		return bean;
	}

}
