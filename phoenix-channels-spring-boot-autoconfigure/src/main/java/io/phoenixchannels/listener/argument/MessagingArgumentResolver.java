package io.phoenixchannels.listener.argument;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Lets a resolver of spring-messaging support parameters. It is asked once whether it
 * supports one, and for each message for its value.
 */
public final class MessagingArgumentResolver implements ListenerArgumentResolver {

	private final HandlerMethodArgumentResolver resolver;

	/**
	 * Asks a resolver of spring-messaging.
	 */
	public MessagingArgumentResolver(HandlerMethodArgumentResolver resolver) {
		this.resolver = resolver;
	}

	@Override
	public @Nullable ListenerArgument resolve(ListenerParameter listenerParameter) {
		MethodParameter parameter = listenerParameter.parameter();
		return !this.resolver.supportsParameter(parameter) ? null
				: (invocation) -> this.resolver.resolveArgument(parameter, invocation.asMessage());
	}

}
