package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.transport.EndpointUri;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * {@link PhoenixConnectionDetails} of the properties of any one client, checked.
 */
final class PropertiesPhoenixConnectionDetails implements PhoenixConnectionDetails {

	private final String url;

	private final @Nullable SslBundle sslBundle;

	/**
	 * Reads the properties.
	 * @param prefix of the properties, for messages
	 */
	PropertiesPhoenixConnectionDetails(String prefix, PhoenixProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		this.url = url(prefix, properties.url());
		this.sslBundle = sslBundle(prefix, properties.ssl().bundle(), sslBundles);
	}

	private static String url(String prefix, @Nullable String url) {
		String property = prefix + ".url";
		if (!StringUtils.hasText(url)) {
			throw new InvalidPhoenixPropertyException(property,
					"is not set, and so it is not known where to connect to", "Set it, for example " + property
							+ "=ws://localhost:4000/socket, or turn the client off with " + prefix + ".enabled=false");
		}
		try {
			EndpointUri.of(url);
			return url;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPhoenixPropertyException(property, "is wrong: " + ex.getMessage(),
					"Set it to the URL of the Phoenix socket, for example " + property + "=ws://localhost:4000/socket");
		}
	}

	/**
	 * Spring's WebSocket client takes a whole SSL context, and nothing beside it.
	 */
	private static @Nullable SslBundle sslBundle(String prefix, @Nullable String name,
			ObjectProvider<SslBundles> sslBundles) {
		if (!StringUtils.hasText(name)) {
			return null;
		}
		SslBundle bundle = sslBundles.getObject().getBundle(name);
		if (bundle.getOptions().isSpecified()) {
			throw new InvalidPhoenixPropertyException(prefix + ".ssl.bundle", "names the bundle '" + name
					+ "', which has options for ciphers or protocols, and these cannot be applied to a WebSocket",
					"Name a bundle without options, and set the JVM's jdk.tls.client.protocols or"
							+ " jdk.tls.client.cipherSuites if they must be limited");
		}
		return bundle;
	}

	@Override
	public String getUrl() {
		return this.url;
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle;
	}

}
