package io.phoenixchannels.transport;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, through which connections are made with {@code CONNECT}, {@code ws} as
 * well as {@code wss}.
 *
 * @param host its name or address
 * @param port its port
 * @param username who to be for a proxy that asks; null for nobody
 * @param password the password of the user; null only if there is none
 */
public record HttpProxy(String host, int port, @Nullable String username, @Nullable String password) {

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if the host is empty, the port is none, or there
	 * is only one of username and password
	 */
	public HttpProxy {
		if (host.isBlank()) {
			throw new IllegalArgumentException("The proxy's host must not be empty");
		}
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("The proxy's port must be from 1 to 65535, but is " + port);
		}
		if ((username == null) != (password == null)) {
			throw new IllegalArgumentException("The proxy needs username and password, or neither of them");
		}
	}

	/**
	 * A proxy that does not ask who connects.
	 */
	public HttpProxy(String host, int port) {
		this(host, port, null, null);
	}

	/**
	 * Names host and port, never user and password.
	 */
	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
