package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.stereotype.Component;

/**
 * Finds the listener annotations of a class and of its methods, inherited and composed
 * ones included.
 */
public final class ListenerMethods {

	/**
	 * What a method is declared by.
	 */
	static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(PhoenixListener.class,
			PhoenixChannelListener.class, PhoenixPresenceListener.class, PhoenixHandler.class);

	private static final DeclaringAnnotations DECLARING = new DeclaringAnnotations(Set.copyOf(ANNOTATIONS));

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
		if (beanClass.getName().contains(MOCK) || isOfSpring(beanClass) || !DECLARING.areOn(beanClass)) {
			return List.of();
		}
		Map<Method, List<Annotation>> methods = MethodIntrospector.selectMethods(beanClass, ListenerMethods::ofMethod);
		List<ListenerDeclaration> declarations = new ArrayList<>(ofClass(beanClass, methods));
		methods.forEach((method, annotations) -> annotations.stream()
			.filter((annotation) -> !(annotation instanceof PhoenixHandler))
			.forEach((annotation) -> declarations.add(new ListenerDeclaration(annotation, List.of(method), false))));
		return declarations;
	}

	/**
	 * Most beans of an application are, and to look at their methods takes longer than
	 * all the rest of the search. The rule is the one for {@code @EventListener}.
	 */
	private static boolean isOfSpring(Class<?> beanClass) {
		return beanClass.getName().startsWith("org.springframework.")
				&& !AnnotatedElementUtils.isAnnotated(beanClass, Component.class);
	}

	private static List<ListenerDeclaration> ofClass(Class<?> beanClass, Map<Method, List<Annotation>> methods) {
		List<Annotation> annotations = annotations(beanClass, List.of(PhoenixListener.class));
		Map<Method, Annotation> handlers = new TreeMap<>(Comparator.comparing(Method::toString));
		methods.forEach((method, all) -> all.stream()
			.filter(PhoenixHandler.class::isInstance)
			.forEach((annotation) -> handlers.put(method, annotation)));
		List<Method> handlerMethods = List.copyOf(handlers.keySet());
		if (annotations.isEmpty() && !handlers.isEmpty()) {
			// It is told when it is registered that it has no listener.
			return List.of(new ListenerDeclaration(handlers.values().iterator().next(), handlerMethods, false));
		}
		return annotations.stream()
			.map((annotation) -> new ListenerDeclaration(annotation, handlerMethods, true))
			.toList();
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
		if (all.stream().noneMatch((annotation) -> types.contains(annotation.getType()))) {
			return List.of();
		}
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
