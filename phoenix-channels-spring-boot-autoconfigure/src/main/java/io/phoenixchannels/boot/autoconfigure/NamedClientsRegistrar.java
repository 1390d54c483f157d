package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.PhoenixClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Defines a bean {@code <name>PhoenixClient} for each further client. It is injected
 * where the qualifier {@code <name>} or its bean name asks for it, and never in place of
 * the default client.
 */
final class NamedClientsRegistrar implements ImportBeanDefinitionRegistrar {

	private final NamedClients clients;

	NamedClientsRegistrar(Environment environment) {
		this.clients = new NamedClients(environment);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		this.clients.names().forEach((name) -> register(name, registry));
	}

	private static void register(String name, BeanDefinitionRegistry registry) {
		String beanName = name + "PhoenixClient";
		if (registry.containsBeanDefinition(beanName)) {
			return;
		}
		RootBeanDefinition definition = (RootBeanDefinition) BeanDefinitionBuilder
			.rootBeanDefinition(PhoenixClient.class)
			.setFactoryMethodOnBean("create", PhoenixClientFactory.BEAN_NAME)
			.addConstructorArgValue(name)
			.setDestroyMethodName("close")
			.getBeanDefinition();
		definition.setDefaultCandidate(false);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		registry.registerBeanDefinition(beanName, definition);
	}

}
