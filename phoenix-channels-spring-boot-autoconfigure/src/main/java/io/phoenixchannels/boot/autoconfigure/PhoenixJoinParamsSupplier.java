package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.JoinParamsSupplier;

/**
 * Gives the params of joins, in place of those in the properties. A bean of this type is
 * asked anew at each join, for tokens that expire and cursors that move. Of several that
 * apply to a topic, the first one in their order counts. Topics that the application
 * joins itself, with the client, are not concerned.
 */
@FunctionalInterface
public interface PhoenixJoinParamsSupplier extends JoinParamsSupplier {

	/**
	 * Whether it is meant for a topic. Unless overridden, for all topics of the default
	 * client.
	 * @param client the name of the client
	 */
	default boolean appliesTo(String client, String topic) {
		return client.equals(PhoenixProperties.DEFAULT_CLIENT);
	}

}
