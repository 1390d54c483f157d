package io.phoenixchannels.annotation;

import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.listener.PhoenixListenerEndpoint;
import io.phoenixchannels.listener.PhoenixListenerErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * Takes what {@link PhoenixListenerConfigurer} beans register.
 */
public final class PhoenixListenerRegistrar {

	private final List<PhoenixListenerEndpoint> endpoints = new ArrayList<>();

	private @Nullable PhoenixListenerErrorHandler errorHandler;

	PhoenixListenerRegistrar() {
	}

	/**
	 * Registers a listener, after those of annotated methods. If it has no error handler,
	 * it gets that of all listeners.
	 */
	public void register(PhoenixListenerEndpoint endpoint) {
		this.endpoints.add(endpoint);
	}

	/**
	 * Sets what handles the failures of all listeners that have no error handler of their
	 * own, in place of the one bean of that type.
	 */
	public void setErrorHandler(PhoenixListenerErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	List<PhoenixListenerEndpoint> endpoints() {
		return this.endpoints;
	}

	@Nullable PhoenixListenerErrorHandler errorHandler() {
		return this.errorHandler;
	}

}
