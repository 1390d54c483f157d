package io.phoenixchannels.push;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;

import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.kotlin.SuspendFunctions;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Keeps the payloads and responses of push methods reachable in a native image.
 */
final class PhoenixPushReflectiveProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar bindings = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (!(element instanceof Method method)) {
			return;
		}
		hints.registerMethod(method, ExecutableMode.INVOKE);
		for (Parameter parameter : method.getParameters()) {
			if (!AnnotatedElementUtils.isAnnotated(parameter, TopicVariable.class)) {
				this.bindings.registerReflectionHints(hints, parameter.getParameterizedType());
			}
		}
		if (!SuspendFunctions.is(method) && isBound(ResolvableType.forMethodReturnType(method))) {
			this.bindings.registerReflectionHints(hints, method.getGenericReturnType());
		}
	}

	private static boolean isBound(ResolvableType returned) {
		return !returned.isAssignableFrom(void.class) && returned.resolve() != PhoenixReply.class
				&& returned.getGeneric().resolve() != PhoenixReply.class;
	}

}
