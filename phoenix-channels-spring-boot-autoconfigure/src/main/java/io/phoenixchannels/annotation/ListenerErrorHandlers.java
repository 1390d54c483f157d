package io.phoenixchannels.annotation;

import io.phoenixchannels.listener.InvalidListenerException;
import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerErrorHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;

/**
 * The error handler of listeners that name none.
 */
final class ListenerErrorHandlers {

	private final BeanFactory beanFactory;

	private final @Nullable PhoenixListenerErrorHandler configured;

	/**
	 * Looks for nothing yet.
	 * @param configured in place of a bean; null if there is none
	 */
	ListenerErrorHandlers(BeanFactory beanFactory, @Nullable PhoenixListenerErrorHandler configured) {
		this.beanFactory = beanFactory;
		this.configured = configured;
	}

	/**
	 * The one of all listeners; null if failures are logged.
	 * @throws IllegalArgumentException if there are several, none of which comes first
	 */
	@Nullable PhoenixListenerErrorHandler ofAll() {
		if (this.configured != null) {
			return this.configured;
		}
		try {
			return this.beanFactory.getBeanProvider(PhoenixListenerErrorHandler.class).getIfAvailable();
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new IllegalArgumentException(
					"it names no errorHandler, and there are several beans of type" + " PhoenixListenerErrorHandler: "
							+ ex.getBeanNamesFound() + ". Name one of them, or mark one as @Primary",
					ex);
		}
	}

	/**
	 * Gives an endpoint the error handler that it lacks.
	 */
	PhoenixListenerEndpoint complete(PhoenixListenerEndpoint endpoint) {
		if (endpoint.errorHandler() != null) {
			return endpoint;
		}
		try {
			return endpoint.withErrorHandler(ofAll());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidListenerException(endpoint.description(), String.valueOf(ex.getMessage()));
		}
	}

}
