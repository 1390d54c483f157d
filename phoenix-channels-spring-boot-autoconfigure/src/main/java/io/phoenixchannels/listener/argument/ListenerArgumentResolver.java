package io.phoenixchannels.listener.argument;

import org.jspecify.annotations.Nullable;

/**
 * Supports further parameters of listener methods. A bean of this type is asked before
 * the built-in ones, once for each parameter, when the listener is registered.
 */
@FunctionalInterface
public interface ListenerArgumentResolver {

	/**
	 * Looks at a parameter.
	 * @return what gives it its values; null if this resolver does not support it
	 * @throws IllegalArgumentException if it should, but cannot: the message says why and
	 * what to do, and stops the start of the application
	 */
	@Nullable ListenerArgument resolve(ListenerParameter parameter);

}
