package io.phoenixchannels.annotation;

import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerArgument;
import io.phoenixchannels.listener.argument.ListenerArgumentResolver;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import io.phoenixchannels.listener.argument.ListenerParameter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.StringUtils;

/**
 * Resolves {@link TopicVariable}.
 */
final class TopicVariableArgumentResolver implements ListenerArgumentResolver {

	private static final TypeDescriptor STRING = TypeDescriptor.valueOf(String.class);

	private final ConversionService conversionService;

	TopicVariableArgumentResolver(ConversionService conversionService) {
		this.conversionService = conversionService;
	}

	@Override
	public @Nullable ListenerArgument resolve(ListenerParameter parameter) {
		MergedAnnotation<TopicVariable> annotation = MergedAnnotations
			.from(parameter.parameter().getParameterAnnotations())
			.get(TopicVariable.class);
		if (!annotation.isPresent()) {
			return null;
		}
		String name = name(annotation.getString("name"), parameter);
		for (TopicPattern topic : parameter.topics()) {
			if (!topic.variables().contains(name)) {
				throw new IllegalArgumentException(
						"is a @TopicVariable, but the topic '" + topic + "' has no variable {" + name
								+ "}. Write it into the topic, or name one it has: " + topic.variables());
			}
		}
		if (parameter.type() == String.class) {
			return (invocation) -> invocation.topicVariable(name);
		}
		TypeDescriptor type = new TypeDescriptor(parameter.parameter());
		if (!this.conversionService.canConvert(STRING, type)) {
			throw new IllegalArgumentException("is a @TopicVariable, but a String cannot be converted to its type."
					+ " Take a String, or add a converter");
		}
		return (invocation) -> convert(invocation, name, type);
	}

	private @Nullable Object convert(ListenerInvocation invocation, String name, TypeDescriptor type) {
		return this.conversionService.convert(invocation.topicVariable(name), STRING, type);
	}

	private static String name(String declared, ListenerParameter parameter) {
		if (StringUtils.hasText(declared)) {
			return declared;
		}
		String name = parameter.parameter().getParameterName();
		if (name == null) {
			throw new IllegalArgumentException(
					"is a @TopicVariable without a name, and its own name is not in the class file."
							+ " Name the variable, or compile with -parameters");
		}
		return name;
	}

}
