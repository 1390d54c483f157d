package io.phoenixchannels.listener.argument;

import java.lang.reflect.Type;
import java.util.List;

import io.phoenixchannels.client.TopicPattern;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;

/**
 * A parameter of a listener method.
 *
 * @param parameter knows the class of the bean, and the parameter's name
 * @param topics the topics of the listener
 */
public record ListenerParameter(MethodParameter parameter, List<TopicPattern> topics) {

	public ListenerParameter {
		topics = List.copyOf(topics);
	}

	/**
	 * The raw type, with the type variables of generic superclasses resolved.
	 */
	public Class<?> type() {
		return this.parameter.getParameterType();
	}

	/**
	 * The generic type, with the type variables of generic superclasses resolved.
	 */
	public Type genericType() {
		return GenericTypeResolver.resolveType(this.parameter.getGenericParameterType(),
				this.parameter.getContainingClass());
	}

}
