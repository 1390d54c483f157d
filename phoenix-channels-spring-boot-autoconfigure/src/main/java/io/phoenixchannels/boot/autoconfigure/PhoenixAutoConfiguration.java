package io.phoenixchannels.boot.autoconfigure;

import java.util.concurrent.Executor;

import io.phoenixchannels.client.CallbackThreads;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of Phoenix clients and their life.
 */
@AutoConfiguration(after = SslAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PhoenixProperties.class)
@Import(NamedClientsRegistrar.class)
public final class PhoenixAutoConfiguration {

	static final String CALLBACK_EXECUTOR = "phoenixCallbackExecutor";

	PhoenixAutoConfiguration() {
	}

	@Bean
	NamedClients phoenixNamedClients(Environment environment) {
		return new NamedClients(environment);
	}

	@Bean(PhoenixClientFactory.BEAN_NAME)
	PhoenixClientFactory phoenixClientFactory(NamedClients namedClients, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<JsonMapper> jsonMapper, @Qualifier(CALLBACK_EXECUTOR) Executor callbackExecutor,
			ObjectProvider<PhoenixConnectParamsSupplier> params, ObjectProvider<PhoenixHeadersSupplier> headers,
			ObjectProvider<PhoenixAuthTokenSupplier> authTokens, ObjectProvider<OAuth2Tokens> oauth2,
			ObjectProvider<PhoenixClientBuilderCustomizer> customizers) {
		return new PhoenixClientFactory(namedClients, sslBundles, jsonMapper.getIfUnique(JsonMapper::shared),
				callbackExecutor, params, headers, authTokens, oauth2, customizers);
	}

	@Bean
	PhoenixClients phoenixClients(ListableBeanFactory beanFactory, ObjectProvider<PhoenixClient> defaultClient,
			PhoenixProperties properties, NamedClients namedClients) {
		return new PhoenixClients(beanFactory.getBeansOfType(PhoenixClient.class).values(), defaultClient.getIfUnique(),
				properties, namedClients);
	}

	@Bean
	PhoenixClientLifecycle phoenixClientLifecycle(PhoenixClients clients,
			ObjectProvider<PhoenixListenerEndpointRegistry> registry) {
		return new PhoenixClientLifecycle(clients, registry);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(PhoenixClient.class)
	@Conditional(OnDefaultClientCondition.class)
	static class DefaultClientConfiguration {

		@Bean
		@ConditionalOnMissingBean(PhoenixConnectionDetails.class)
		PropertiesPhoenixConnectionDetails phoenixConnectionDetails(PhoenixProperties properties,
				ObjectProvider<SslBundles> sslBundles) {
			return new PropertiesPhoenixConnectionDetails(PhoenixProperties.PREFIX, properties, sslBundles);
		}

		@Bean(destroyMethod = "close")
		PhoenixClient phoenixClient(PhoenixClientFactory factory, PhoenixProperties properties,
				PhoenixConnectionDetails details) {
			return factory.create(PhoenixProperties.DEFAULT_CLIENT, properties, details);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(name = CALLBACK_EXECUTOR)
	static class CallbackExecutorConfiguration {

		@Bean(name = CALLBACK_EXECUTOR, defaultCandidate = false, destroyMethod = "shutdown")
		@ConditionalOnThreading(Threading.VIRTUAL)
		CallbackThreads phoenixVirtualThreads() {
			return ListenerThreads.virtual();
		}

		@Bean(name = CALLBACK_EXECUTOR, defaultCandidate = false, destroyMethod = "shutdown")
		@ConditionalOnThreading(Threading.PLATFORM)
		CallbackThreads phoenixPlatformThreads(PhoenixProperties properties) {
			return ListenerThreads.platform(properties.listener().concurrency());
		}

	}

}
