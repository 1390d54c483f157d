package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

/**
 * An annotation that declares a listener, and the methods that it is made of.
 *
 * @param annotation one of {@link ListenerMethods#ANNOTATIONS}; a {@link PhoenixHandler}
 * only where it misses its listener
 * @param methods of the class of the bean, not of a proxy: the annotated one, or the
 * handlers of an annotated class
 * @param onClass whether it is the class that is annotated
 */
record ListenerDeclaration(Annotation annotation, List<Method> methods, boolean onClass) {

	String describe(Class<?> beanClass) {
		return this.onClass ? beanClass.getName() : describe(beanClass, this.methods.get(0));
	}

	static String describe(Class<?> beanClass, Method method) {
		return beanClass.getName() + "." + method.getName();
	}

}
