package io.phoenixchannels.push;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Knows which interfaces {@link PhoenixPush} makes something to implement.
 */
final class PushInterfaces {

	private PushInterfaces() {
	}

	/**
	 * Those of a class, or the interface itself.
	 */
	static List<Class<?>> of(Class<?> type) {
		return Arrays.stream(ClassUtils.getAllInterfacesForClass(type)).filter(PushInterfaces::is).toList();
	}

	private static boolean is(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, PhoenixPush.class)
				&& Arrays.stream(type.getMethods()).anyMatch(PushInterfaces::isPush);
	}

	private static boolean isPush(Method method) {
		return Modifier.isAbstract(method.getModifiers())
				&& AnnotatedElementUtils.hasAnnotation(method, PhoenixPush.class);
	}

}
