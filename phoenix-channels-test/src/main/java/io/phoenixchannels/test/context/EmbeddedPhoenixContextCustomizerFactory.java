package io.phoenixchannels.test.context;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds the annotation on a test class of Spring, or on one that encloses it.
 */
final class EmbeddedPhoenixContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		EmbeddedPhoenix annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, EmbeddedPhoenix.class);
		return (annotation != null) ? new EmbeddedPhoenixContextCustomizer(ServerSettings.of(annotation)) : null;
	}

}
