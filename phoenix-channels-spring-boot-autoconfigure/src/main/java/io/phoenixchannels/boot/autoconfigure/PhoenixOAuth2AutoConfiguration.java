package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.boot.oauth2.OAuth2AccessTokenSupplier;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * Auto-configuration of access tokens from Spring Security's OAuth2 client. A bean
 * {@code phoenixAuthorizedClientManager} of the application replaces the one that asks
 * for them; Spring Security's own would need a request of a browser.
 */
@AutoConfiguration(before = PhoenixAutoConfiguration.class,
		afterName = "org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration")
@ConditionalOnClass(OAuth2AuthorizedClientManager.class)
@ConditionalOnBooleanProperty(name = "phoenix.channels.enabled", matchIfMissing = true)
@ConditionalOnBean({ ClientRegistrationRepository.class, OAuth2AuthorizedClientService.class })
public final class PhoenixOAuth2AutoConfiguration {

	static final String MANAGER = "phoenixAuthorizedClientManager";

	PhoenixOAuth2AutoConfiguration() {
	}

	@Bean(name = MANAGER, defaultCandidate = false)
	@ConditionalOnMissingBean(name = MANAGER)
	AuthorizedClientServiceOAuth2AuthorizedClientManager phoenixAuthorizedClientManager(
			ClientRegistrationRepository registrations, OAuth2AuthorizedClientService clients) {
		return new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
	}

	@Bean
	OAuth2Tokens phoenixOAuth2Tokens(@Qualifier(MANAGER) OAuth2AuthorizedClientManager manager,
			ClientRegistrationRepository registrations, OAuth2AuthorizedClientService clients) {
		return (property, registration) -> {
			if (registrations.findByRegistrationId(registration) == null) {
				throw new InvalidPhoenixPropertyException(property,
						"is wrong: there is no client registration '" + registration + "'",
						"Set the properties at spring.security.oauth2.client.registration." + registration
								+ ", or name a registration that there is");
			}
			return new OAuth2AccessTokenSupplier(manager, clients, registration);
		};
	}

}
