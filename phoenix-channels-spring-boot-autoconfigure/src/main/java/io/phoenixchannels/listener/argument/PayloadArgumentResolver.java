package io.phoenixchannels.listener.argument;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.StringUtils;
import org.springframework.validation.Validator;

/**
 * Takes what no other resolver wants for the payload, but for parameters that are
 * certainly meant otherwise: binding those would only fail at each message.
 */
final class PayloadArgumentResolver implements ListenerArgumentResolver {

	private static final String MESSAGING_ANNOTATIONS = Payload.class.getPackageName();

	private static final List<Class<?>> MEANT_OTHERWISE = List.of(Message.class, MessageHeaders.class,
			MessageHeaderAccessor.class, PhoenixClient.class, PhoenixReply.class);

	private final PayloadConverter converter;

	private final @Nullable Validator validator;

	PayloadArgumentResolver(PayloadConverter converter, @Nullable Validator validator) {
		this.converter = converter;
		this.validator = validator;
	}

	@Override
	public @Nullable ListenerArgument resolve(ListenerParameter listenerParameter) {
		MethodParameter parameter = listenerParameter.parameter();
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		checkAnnotations(parameter, annotation);
		checkType(listenerParameter.type());
		boolean nullable = (annotation != null && !annotation.required())
				|| (parameter.isOptional() && listenerParameter.type() != Optional.class);
		return new PayloadArgument(this.converter.reader(listenerParameter.genericType()), nullable,
				PayloadValidation.of(parameter, this.validator));
	}

	private static void checkAnnotations(MethodParameter parameter, @Nullable Payload payload) {
		if (payload != null && StringUtils.hasText(payload.expression())) {
			throw new IllegalArgumentException(
					"has a @Payload with an expression, which is not supported. Take the whole payload");
		}
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Class<?> type = annotation.annotationType();
			if (type != Payload.class && type.getPackageName().equals(MESSAGING_ANNOTATIONS)) {
				throw new IllegalArgumentException("is annotated with @" + type.getSimpleName()
						+ ", which has no meaning for Phoenix messages. Take a @Header, the PhoenixMessage,"
						+ " or a @TopicVariable for a part of the topic");
			}
		}
	}

	private static void checkType(Class<?> type) {
		if (MEANT_OTHERWISE.stream().anyMatch((other) -> other.isAssignableFrom(type))) {
			throw new IllegalArgumentException(
					"has a type that is no payload. Take the PhoenixMessage, a Message, or the"
							+ " PhoenixChannel, and inject what else is needed into the bean");
		}
	}

}
