package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Finds the listener annotations of a class and of its methods, inherited and composed
 * ones included.
 */
public final class ListenerMethods {

	/**
	 * What declares a listener.
	 */
	static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(PhoenixListener.class,
			PhoenixChannelListener.class, PhoenixPresenceListener.class);

	private static final List<Class<? extends Annotation>> CANDIDATES = List.of(PhoenixListener.class,
			PhoenixListeners.class, PhoenixHandler.class, PhoenixChannelListener.class, PhoenixPresenceListener.class);

	private static final String MOCK = "$MockitoMock$";

	private ListenerMethods() {
	}

	/**
	 * Whether a class declares any listener.
	 */
	public static boolean exist(Class<?> beanClass) {
		return !of(beanClass).isEmpty();
	}

	/**
	 * The listeners that a class declares, that of the class itself first.
	 */
	static List<ListenerDeclaration> of(Class<?> beanClass) {
		if (beanClass.getName().contains(MOCK) || !AnnotationUtils.isCandidateClass(beanClass, CANDIDATES)) {
			return List.of();
		}
		List<ListenerDeclaration> declarations = new ArrayList<>(ofClass(beanClass));
		MethodIntrospector.selectMethods(beanClass, ListenerMethods::ofMethod)
			.forEach((method, annotations) -> annotations.forEach(
					(annotation) -> declarations.add(new ListenerDeclaration(annotation, List.of(method), false))));
		return declarations;
	}

	private static List<ListenerDeclaration> ofClass(Class<?> beanClass) {
		List<Annotation> annotations = annotations(beanClass, List.of(PhoenixListener.class));
		List<Method> handlers = handlers(beanClass);
		if (annotations.isEmpty() && !handlers.isEmpty()) {
			// It is told when it is registered that it has no listener.
			return List.of(new ListenerDeclaration(annotations(handlers.get(0), List.of(PhoenixHandler.class)).get(0),
					handlers, false));
		}
		return annotations.stream().map((annotation) -> new ListenerDeclaration(annotation, handlers, true)).toList();
	}

	private static List<Method> handlers(Class<?> beanClass) {
		return MethodIntrospector.selectMethods(beanClass, (Method method) -> isHandler(method) ? method : null)
			.keySet()
			.stream()
			.sorted(Comparator.comparing(Method::toString))
			.toList();
	}

	private static boolean isHandler(Method method) {
		return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(PhoenixHandler.class);
	}

	private static @Nullable List<Annotation> ofMethod(Method method) {
		List<Annotation> annotations = annotations(method, ANNOTATIONS);
		return annotations.isEmpty() ? null : annotations;
	}

	/**
	 * The annotations of an overriding method hide those of the overridden one, and those
	 * of a class those of its superclass.
	 */
	private static List<Annotation> annotations(AnnotatedElement element, List<Class<? extends Annotation>> types) {
		MergedAnnotations all = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
		List<Annotation> annotations = new ArrayList<>();
		for (Class<? extends Annotation> type : types) {
			all.stream(type)
				.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
				.map(MergedAnnotation::synthesize)
				.forEach(annotations::add);
		}
		return annotations;
	}

}
