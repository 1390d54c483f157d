package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
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
 * Finds the methods of a class that have one of the listener annotations, inherited and
 * composed annotations included.
 */
public final class ListenerMethods {

	/**
	 * What makes a method a listener.
	 */
	static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(PhoenixListener.class,
			PhoenixChannelListener.class, PhoenixPresenceListener.class);

	private static final List<Class<? extends Annotation>> CANDIDATES = List.of(PhoenixListener.class,
			PhoenixListeners.class, PhoenixChannelListener.class, PhoenixPresenceListener.class);

	private static final String MOCK = "$MockitoMock$";

	private ListenerMethods() {
	}

	/**
	 * Whether a class has any.
	 */
	public static boolean exist(Class<?> beanClass) {
		return !of(beanClass).isEmpty();
	}

	static Map<Method, List<Annotation>> of(Class<?> beanClass) {
		if (beanClass.getName().contains(MOCK) || !AnnotationUtils.isCandidateClass(beanClass, CANDIDATES)) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(beanClass, ListenerMethods::annotations);
	}

	/**
	 * The annotations of an overriding method hide those of the overridden one.
	 */
	private static @Nullable List<Annotation> annotations(Method method) {
		MergedAnnotations all = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		List<Annotation> annotations = new ArrayList<>();
		for (Class<? extends Annotation> type : ANNOTATIONS) {
			all.stream(type)
				.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
				.map(MergedAnnotation::synthesize)
				.forEach(annotations::add);
		}
		return annotations.isEmpty() ? null : annotations;
	}

}
