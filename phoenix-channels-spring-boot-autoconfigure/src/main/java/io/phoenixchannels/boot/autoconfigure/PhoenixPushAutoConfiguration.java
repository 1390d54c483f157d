package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.push.PhoenixPushProxyFactory;
import io.phoenixchannels.template.PhoenixOperations;
import io.phoenixchannels.template.PhoenixTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what implements interfaces with {@code @PhoenixPush} methods, on
 * all clients.
 */
@AutoConfiguration(after = PhoenixTemplateAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
public final class PhoenixPushAutoConfiguration {

	PhoenixPushAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PhoenixPushProxyFactory phoenixPushProxyFactory(PhoenixClients clients,
			ObjectProvider<PhoenixOperations> operations, ConfigurableBeanFactory beanFactory) {
		PhoenixPushProxyFactory.Builder builder = PhoenixPushProxyFactory.builder()
			.embeddedValueResolver(new EmbeddedValueResolver(beanFactory));
		clients.all().forEach((client) -> builder.operations(client.name(), new PhoenixTemplate(client)));
		PhoenixOperations byDefault = operations.getIfUnique(() -> template(clients.defaultClient()));
		if (byDefault != null) {
			builder.operations(byDefault);
		}
		if (beanFactory.getConversionService() != null) {
			builder.conversionService(beanFactory.getConversionService());
		}
		return builder.build();
	}

	private static @Nullable PhoenixOperations template(@Nullable PhoenixClient client) {
		return (client != null) ? new PhoenixTemplate(client) : null;
	}

}
