package io.phoenixchannels.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image must keep of the properties beyond what Spring Boot finds out
 * itself: the method that makes a topic of a text.
 */
final class PhoenixPropertiesRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerType(PhoenixProperties.Topic.class,
					(type) -> type.withMethod("of", TypeReference.listOf(String.class), ExecutableMode.INVOKE));
	}

}
