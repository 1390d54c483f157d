package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.fleet.spring.SpringPhoenixFleet;
import io.phoenixchannels.listener.TopicOwnership;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * Auto-configuration of a fleet: instances that share topics by the locks of a
 * {@link LockRegistry}.
 */
@AutoConfiguration(after = PhoenixAutoConfiguration.class, before = PhoenixListenerAutoConfiguration.class,
		afterName = "org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "phoenix.channels.fleet.enabled")
@EnableConfigurationProperties(PhoenixFleetProperties.class)
public final class PhoenixFleetAutoConfiguration {

	private static final String ENABLED = PhoenixFleetProperties.PREFIX + ".enabled";

	PhoenixFleetAutoConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LockRegistry.class)
	@ConditionalOnBean(LockRegistry.class)
	@ConditionalOnMissingBean(TopicOwnership.class)
	static class MemberConfiguration {

		@Bean
		SpringPhoenixFleet phoenixFleet(PhoenixFleetProperties properties, PhoenixProperties channels,
				ObjectProvider<LockRegistry<?>> locks, ObjectProvider<ConcurrentMetadataStore> stores,
				Environment environment) {
			FleetEngines engines = new FleetEngines(ENABLED);
			return new SpringPhoenixFleet(
					new PhoenixFleetPropertiesMapper(environment.getProperty("spring.application.name"))
						.settings(properties, channels.shutdownTimeout()),
					engines.locks(locks), engines.store(stores));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LockRegistry.class)
	@ConditionalOnMissingBean({ LockRegistry.class, TopicOwnership.class })
	static class WithoutLocksConfiguration {

		@Bean
		InitializingBean phoenixFleetWithoutLocks() {
			throw new InvalidPhoenixPropertyException(ENABLED, "is true, but there is no LockRegistry bean",
					"Add one, such as a JdbcLockRegistry of spring-integration-jdbc or a RedisLockRegistry of"
							+ " spring-integration-redis, or set the property to false");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.integration.support.locks.LockRegistry")
	@ConditionalOnMissingBean(TopicOwnership.class)
	static class WithoutIntegrationConfiguration {

		@Bean
		InitializingBean phoenixFleetWithoutIntegration() {
			throw new InvalidPhoenixPropertyException(ENABLED,
					"is true, but Spring Integration is not on the class path",
					"Add spring-integration-jdbc, spring-integration-redis or another module with a LockRegistry, and"
							+ " the bean, or set the property to false");
		}

	}

}
