package io.phoenixchannels.boot.autoconfigure;

import java.util.Set;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * There is a default client unless only further ones are configured. Without any, there
 * is one too: it fails, and says which property to set.
 */
class OnDefaultClientCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Default Phoenix client");
		if (StringUtils.hasText(context.getEnvironment().getProperty(PhoenixProperties.PREFIX + ".url"))) {
			return ConditionOutcome
				.match(message.because("is configured, as " + PhoenixProperties.PREFIX + ".url is set"));
		}
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		if (beanFactory != null
				&& beanFactory.getBeanNamesForType(PhoenixConnectionDetails.class, true, false).length > 0) {
			return ConditionOutcome.match(message.because("is configured, as there are connection details"));
		}
		Set<String> others = new NamedClients(context.getEnvironment()).names();
		return others.isEmpty() ? ConditionOutcome.match(message.because("is configured, as there is no other client"))
				: ConditionOutcome.noMatch(message.because("is not configured, as " + PhoenixProperties.PREFIX
						+ ".url is not set, and there are other clients: " + String.join(", ", others)));
	}

}
