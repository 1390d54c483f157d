package io.phoenixchannels.boot.oauth2;

import io.phoenixchannels.protocol.PhoenixException;

/**
 * There is no access token to connect with. The message has nothing secret, and there is
 * no cause that might.
 */
class OAuth2AccessTokenException extends PhoenixException {

	OAuth2AccessTokenException(String registration, String problem) {
		super("there is no access token of the client registration '" + registration + "': " + problem);
	}

}
