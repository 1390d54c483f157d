package io.phoenixchannels.boot.autoconfigure;

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
		ConditionMessage.Builder message = ConditionMessage.forCondition("default Phoenix client");
		if (StringUtils.hasText(context.getEnvironment().getProperty(PhoenixProperties.PREFIX + ".url"))) {
			return ConditionOutcome.match(message.because("its URL is set"));
		}
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		if (beanFactory != null
				&& beanFactory.getBeanNamesForType(PhoenixConnectionDetails.class, true, false).length > 0) {
			return ConditionOutcome.match(message.because("there are connection details"));
		}
		return new NamedClients(context.getEnvironment()).names().isEmpty()
				? ConditionOutcome.match(message.because("there is no other client"))
				: ConditionOutcome.noMatch(message.because("it has no URL, and others are configured"));
	}

}
