package io.phoenixchannels.listener.argument;

import io.phoenixchannels.client.PayloadConverter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;

/**
 * Takes {@code Message<T>}, with the payload bound to {@code T}. Without a type the
 * payload is as it came.
 */
final class MessageArgumentResolver implements ListenerArgumentResolver {

	private final PayloadConverter converter;

	MessageArgumentResolver(PayloadConverter converter) {
		this.converter = converter;
	}

	@Override
	public @Nullable ListenerArgument resolve(ListenerParameter parameter) {
		if (parameter.type() != Message.class) {
			return null;
		}
		ResolvableType payload = ResolvableType.forType(parameter.genericType()).getGeneric();
		if (payload.resolve() == null || payload.resolve() == Object.class) {
			return ListenerInvocation::asMessage;
		}
		PayloadConverter.Reader<Object> reader = this.converter.reader(payload.getType());
		return (invocation) -> invocation.asMessage().withPayload(reader.read(invocation.message().payload()));
	}

}
