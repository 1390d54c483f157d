package io.phoenixchannels.push;

import io.phoenixchannels.protocol.ShownText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * A parameter that gives a variable of the topic its value.
 *
 * @param parameter for people
 * @param index of the parameter
 */
record PushVariable(String name, String parameter, int index, TypeDescriptor type,
		ConversionService conversionService) {

	private static final TypeDescriptor STRING = TypeDescriptor.valueOf(String.class);

	PushVariable {
		if (!conversionService.canConvert(type, STRING)) {
			throw new IllegalArgumentException(parameter + " is a @TopicVariable, but its type cannot be converted to"
					+ " a String. Take a String, or add a converter");
		}
	}

	String value(@Nullable Object[] arguments) {
		@Nullable Object argument = arguments[this.index];
		@Nullable Object value = (argument instanceof String || argument == null) ? argument
				: this.conversionService.convert(argument, this.type, STRING);
		if (value instanceof String text && !text.isEmpty() && text.indexOf(':') < 0) {
			return text;
		}
		throw new IllegalArgumentException("The topic variable {" + this.name + "} is "
				+ ((value != null) ? "'" + ShownText.of(value.toString()) + "'" : "null")
				+ ", but stands for one or more characters other than ':'. For topics as a whole, use PhoenixOperations");
	}

}
