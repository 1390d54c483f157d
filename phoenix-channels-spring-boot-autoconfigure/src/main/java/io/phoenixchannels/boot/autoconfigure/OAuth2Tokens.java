package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.client.ConnectSupplier;

/**
 * Where access tokens come from, without the classes of Spring Security, which need not
 * be there.
 */
@FunctionalInterface
interface OAuth2Tokens {

	/**
	 * Gives the access tokens of one client registration.
	 * @param property the one that names the registration, for messages
	 * @throws InvalidPhoenixPropertyException if there is no such registration
	 */
	ConnectSupplier<String> supplier(String property, String registration);

}
