package io.phoenixchannels.boot.autoconfigure.info;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.info.PhoenixInfoContributor;
import io.phoenixchannels.client.PhoenixChannelsVersion;
import io.phoenixchannels.client.PhoenixClient;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the info of Phoenix clients, which is off unless
 * {@code management.info.phoenixchannels.enabled} says otherwise.
 */
@AutoConfiguration(after = PhoenixAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnEnabledInfoContributor(value = "phoenixchannels", fallback = InfoContributorFallback.DISABLE)
@ImportRuntimeHints(PhoenixInfoContributorAutoConfiguration.VersionHints.class)
public final class PhoenixInfoContributorAutoConfiguration {

	PhoenixInfoContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PhoenixInfoContributor phoenixChannelsInfoContributor(ListableBeanFactory beanFactory) {
		return new PhoenixInfoContributor(beanFactory.getBeansOfType(PhoenixClient.class).values());
	}

	static final class VersionHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern(PhoenixChannelsVersion.RESOURCE);
		}

	}

}
