package io.phoenixchannels.boot.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the default client connects to. A bean of this type, such as that of a container,
 * replaces the properties {@code phoenix.channels.url} and
 * {@code phoenix.channels.ssl.bundle}.
 */
public interface PhoenixConnectionDetails extends ConnectionDetails {

	/**
	 * The URL of the Phoenix socket.
	 */
	String getUrl();

	/**
	 * Connect params, in addition to those of the properties.
	 */
	default Map<String, ?> getParams() {
		return Map.of();
	}

	/**
	 * The keys and the trust for {@code wss}; null for those of the JVM. If there are any
	 * at the start, they are asked for at every attempt to connect.
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
