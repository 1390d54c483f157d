package io.phoenixchannels.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

import org.springframework.aop.support.AopUtils;

/**
 * An annotated method of a bean.
 *
 * @param method of the class of the bean, not of a proxy
 * @param annotation one of {@link ListenerMethods#ANNOTATIONS}
 */
record ListenerCandidate(Object bean, String beanName, Method method, Annotation annotation) {

	Class<?> beanClass() {
		return AopUtils.getTargetClass(this.bean);
	}

	String description() {
		return describe(beanClass(), this.method);
	}

	static String describe(Class<?> beanClass, Method method) {
		return beanClass.getName() + "." + method.getName();
	}

}
