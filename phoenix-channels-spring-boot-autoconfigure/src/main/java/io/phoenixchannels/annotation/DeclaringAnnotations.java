package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;

/**
 * Knows of each type of annotation whether it declares listeners: it is one of ours,
 * composed with one, or holds several. Most beans have none, and to see that by what they
 * are annotated with is much quicker than to look at what each of their methods
 * overrides.
 */
final class DeclaringAnnotations extends ClassValue<Boolean> {

	private final Set<Class<? extends Annotation>> ours;

	DeclaringAnnotations(Set<Class<? extends Annotation>> ours) {
		this.ours = ours;
	}

	/**
	 * Whether any is on a class, on one of its methods, or on what it inherits from.
	 */
	boolean areOn(@Nullable Class<?> type) {
		if (type == null || isOfJava(type)) {
			return false;
		}
		return isOn(type) || Arrays.stream(type.getDeclaredMethods()).anyMatch(this::isOn)
				|| areOn(type.getSuperclass()) || Arrays.stream(type.getInterfaces()).anyMatch(this::areOn);
	}

	private boolean isOn(AnnotatedElement element) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			if (get(annotation.annotationType())) {
				return true;
			}
		}
		return false;
	}

	@Override
	protected Boolean computeValue(Class<?> type) {
		return !isOfJava(type) && (this.ours.contains(type) || isComposed(type) || holdsSeveral(type));
	}

	private boolean isComposed(Class<?> type) {
		return MergedAnnotations.from(type).stream().anyMatch((annotation) -> this.ours.contains(annotation.getType()));
	}

	private boolean holdsSeveral(Class<?> type) {
		for (Method attribute : type.getDeclaredMethods()) {
			Class<?> held = attribute.getReturnType().getComponentType();
			if (held != null && held.isAnnotation() && attribute.getName().equals("value")) {
				return get(held);
			}
		}
		return false;
	}

	private static boolean isOfJava(Class<?> type) {
		return type.getName().startsWith("java.");
	}

}
