package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

import org.springframework.aop.support.AopUtils;

/**
 * A listener that is declared on a bean.
 */
record ListenerCandidate(Object bean, String beanName, ListenerDeclaration declaration) {

	Class<?> beanClass() {
		return AopUtils.getTargetClass(this.bean);
	}

	Annotation annotation() {
		return this.declaration.annotation();
	}

	/**
	 * The only method of a listener that is declared on a method.
	 */
	Method method() {
		return this.declaration.methods().get(0);
	}

	String description() {
		return this.declaration.describe(beanClass());
	}

}
