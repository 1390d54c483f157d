package io.phoenixchannels.boot.autoconfigure;

import java.util.Map;

import io.phoenixchannels.client.ConnectSupplier;

/**
 * Gives clients headers of the handshake, which replace those of the same name in the
 * properties. A bean of this type is asked anew at each attempt to connect, so that a
 * credential may expire.
 */
@FunctionalInterface
public interface PhoenixHeadersSupplier extends ConnectSupplier<Map<String, String>> {

	/**
	 * Whether it is meant for a client. Unless overridden, only for the default one, so
	 * that no other server gets to see what this one gives.
	 * @param client the name of the client
	 */
	default boolean appliesTo(String client) {
		return client.equals(PhoenixProperties.DEFAULT_CLIENT);
	}

}
