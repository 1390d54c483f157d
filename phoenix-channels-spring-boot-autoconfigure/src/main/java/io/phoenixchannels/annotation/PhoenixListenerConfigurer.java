package io.phoenixchannels.annotation;

/**
 * A bean of this type registers listeners that are no annotated methods, such as one for
 * each of any number of topics, and sets what holds for all listeners. Called once, when
 * all singletons are there, in the order of the beans.
 */
@FunctionalInterface
public interface PhoenixListenerConfigurer {

	/**
	 * Registers listeners.
	 * @param registrar takes them; for this call only. Those to come are registered in
	 * the {@link io.phoenixchannels.listener.PhoenixListenerEndpointRegistry registry}
	 */
	void configurePhoenixListeners(PhoenixListenerRegistrar registrar);

}
