package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.template.PhoenixOperations;
import io.phoenixchannels.template.PhoenixTemplate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@link PhoenixTemplate} on the default client.
 */
@AutoConfiguration(after = PhoenixAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(PhoenixClient.class)
public final class PhoenixTemplateAutoConfiguration {

	PhoenixTemplateAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(PhoenixOperations.class)
	PhoenixTemplate phoenixTemplate(PhoenixClient client) {
		return new PhoenixTemplate(client);
	}

}
