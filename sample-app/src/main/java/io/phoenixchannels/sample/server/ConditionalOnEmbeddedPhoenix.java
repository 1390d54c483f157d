package io.phoenixchannels.sample.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Conditional;

/**
 * Matches while nobody has said where a real Phoenix is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnEmbeddedPhoenix.UrlIsMissing.class)
@interface ConditionalOnEmbeddedPhoenix {

	/**
	 * No URL is set.
	 */
	class UrlIsMissing extends NoneNestedConditions {

		UrlIsMissing() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnProperty("phoenix.channels.url")
		static class UrlIsSet {

		}

	}

}
