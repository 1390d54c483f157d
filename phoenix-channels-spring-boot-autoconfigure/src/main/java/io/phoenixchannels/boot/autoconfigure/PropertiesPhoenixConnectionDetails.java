package io.phoenixchannels.boot.autoconfigure;

import io.phoenixchannels.transport.EndpointUri;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * {@link PhoenixConnectionDetails} of the properties of any one client, checked.
 */
final class PropertiesPhoenixConnectionDetails implements PhoenixConnectionDetails {

	private final String url;

	private final String prefix;

	private final @Nullable String bundle;

	private final ObjectProvider<SslBundles> sslBundles;

	/**
	 * Reads the properties.
	 * @param prefix of the properties, for messages
	 */
	PropertiesPhoenixConnectionDetails(String prefix, PhoenixProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		this.url = url(prefix, properties.url());
		this.prefix = prefix;
		this.bundle = StringUtils.hasText(properties.ssl().bundle()) ? properties.ssl().bundle() : null;
		this.sslBundles = sslBundles;
		getSslBundle();
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
	 * The bundle as it is now. Spring's WebSocket client takes a whole SSL context, and
	 * nothing beside it.
	 */
	@Override
	public @Nullable SslBundle getSslBundle() {
		if (this.bundle == null) {
			return null;
		}
		SslBundle bundle = bundle(this.bundle);
		if (bundle.getOptions().isSpecified()) {
			throw new InvalidPhoenixPropertyException(this.prefix + ".ssl.bundle", "names the bundle '" + this.bundle
					+ "', which has options for ciphers or protocols, and these cannot be applied to a WebSocket",
					"Name a bundle without options, and set the JVM's jdk.tls.client.protocols or"
							+ " jdk.tls.client.cipherSuites if they must be limited");
		}
		return bundle;
	}

	private SslBundle bundle(String name) {
		SslBundles bundles = this.sslBundles.getIfAvailable();
		try {
			if (bundles != null) {
				return bundles.getBundle(name);
			}
		}
		catch (NoSuchSslBundleException ex) {
			// Said below
		}
		throw new InvalidPhoenixPropertyException(this.prefix + ".ssl.bundle",
				"names the bundle '" + name + "', which does not exist", "Set the properties at spring.ssl.bundle.pem."
						+ name + " or spring.ssl.bundle.jks." + name + ", or name a bundle that there is");
	}

	/**
	 * Runs something whenever the bundle is replaced.
	 */
	void whenSslBundleUpdated(Runnable action) {
		if (this.bundle != null) {
			this.sslBundles.getObject().addBundleUpdateHandler(this.bundle, (updated) -> action.run());
		}
	}

	@Override
	public String getUrl() {
		return this.url;
	}

}
