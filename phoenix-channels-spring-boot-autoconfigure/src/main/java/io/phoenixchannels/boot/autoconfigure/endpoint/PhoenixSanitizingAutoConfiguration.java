package io.phoenixchannels.boot.autoconfigure.endpoint;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that keeps the secrets among {@code phoenix.channels.*} out of the
 * actuator's endpoints {@code env} and {@code configprops}, whatever they are told to
 * show.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class PhoenixSanitizingAutoConfiguration {

	PhoenixSanitizingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = "phoenixChannelsSanitizingFunction")
	SanitizingFunction phoenixChannelsSanitizingFunction() {
		return new PhoenixSanitizingFunction();
	}

}
