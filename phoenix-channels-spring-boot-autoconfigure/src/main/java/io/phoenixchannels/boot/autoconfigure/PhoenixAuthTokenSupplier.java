package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.ConnectSupplier;

/**
 * Gives clients the auth token, in place of that in the properties. A bean of this type
 * is asked anew at each attempt to connect, so that a credential may expire.
 */
@FunctionalInterface
public interface PhoenixAuthTokenSupplier extends ConnectSupplier<String> {

	/**
	 * Whether it is meant for a client. Unless overridden, only for the default one, so
	 * that no other server gets to see what this one gives.
	 * @param client the name of the client
	 */
	default boolean appliesTo(String client) {
		return client.equals(PhoenixProperties.DEFAULT_CLIENT);
	}

}
