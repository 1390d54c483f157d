package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.PhoenixClientBuilder;

/**
 * Has the last word on how a client is built. All beans of this type are asked, in their
 * order, for each client that is configured by properties.
 */
@FunctionalInterface
public interface PhoenixClientBuilderCustomizer {

	/**
	 * Changes the builder, to which all properties were applied.
	 * @param client the name of the client, {@code default} for the one at the top level
	 */
	void customize(String client, PhoenixClientBuilder builder);

}
