package io.phoenixchannels.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Finds the {@link PhoenixListener} methods of a class, inherited and composed
 * annotations included.
 */
public final class ListenerMethods {

	private static final String MOCK = "$MockitoMock$";

	private ListenerMethods() {
	}

	/**
	 * Whether a class has any.
	 */
	public static boolean exist(Class<?> beanClass) {
		return !of(beanClass).isEmpty();
	}

	static Map<Method, List<PhoenixListener>> of(Class<?> beanClass) {
		if (beanClass.getName().contains(MOCK) || !AnnotationUtils.isCandidateClass(beanClass,
				List.of(PhoenixListener.class, PhoenixListeners.class))) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(beanClass, ListenerMethods::annotations);
	}

	/**
	 * The annotations of an overriding method hide those of the overridden one.
	 */
	private static @Nullable List<PhoenixListener> annotations(Method method) {
		List<PhoenixListener> annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
			.stream(PhoenixListener.class)
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.map(MergedAnnotation::synthesize)
			.toList();
		return annotations.isEmpty() ? null : annotations;
	}

}
