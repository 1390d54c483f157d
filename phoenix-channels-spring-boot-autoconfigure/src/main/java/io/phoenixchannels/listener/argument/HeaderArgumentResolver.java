package io.phoenixchannels.listener.argument;

import io.phoenixchannels.messaging.PhoenixHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;

/**
 * Takes {@code @Header}, {@code @Headers} and {@code MessageHeaders}, as spring-messaging
 * does.
 */
public final class HeaderArgumentResolver implements ListenerArgumentResolver {

	private final ListenerArgumentResolver header;

	private final ListenerArgumentResolver headers = new MessagingArgumentResolver(new HeadersMethodArgumentResolver());

	/**
	 * Creates one.
	 * @param conversionService converts headers to the types of parameters
	 * @param beanFactory resolves placeholders and expressions
	 */
	public HeaderArgumentResolver(ConversionService conversionService, ConfigurableBeanFactory beanFactory) {
		this.header = new MessagingArgumentResolver(new HeaderMethodArgumentResolver(conversionService, beanFactory));
	}

	@Override
	public @Nullable ListenerArgument resolve(ListenerParameter parameter) {
		Header annotation = parameter.parameter().getParameterAnnotation(Header.class);
		if (annotation == null) {
			return this.headers.resolve(parameter);
		}
		checkName(annotation, parameter.parameter());
		return this.header.resolve(parameter);
	}

	/**
	 * A header that no message has would fail at each of them.
	 */
	private static void checkName(Header annotation, MethodParameter parameter) {
		String name = !annotation.name().isEmpty() ? annotation.name() : parameter.getParameterName();
		if (name == null) {
			throw new IllegalArgumentException("is a @Header without a name, and its own name is not in the class file."
					+ " Name the header, or compile with -parameters");
		}
		boolean computed = name.contains("${") || name.contains("#{");
		boolean needed = annotation.required() && annotation.defaultValue().equals(ValueConstants.DEFAULT_NONE)
				&& !parameter.isOptional();
		if (needed && !computed && !PhoenixHeaders.ALL.contains(name) && !name.equals(MessageHeaders.CONTENT_TYPE)) {
			throw new IllegalArgumentException(
					"is the @Header '" + name + "', which no Phoenix message has. Take one of " + PhoenixHeaders.ALL
							+ ", which PhoenixHeaders names");
		}
	}

}
