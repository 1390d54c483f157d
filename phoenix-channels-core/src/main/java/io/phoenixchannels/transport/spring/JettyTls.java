package io.phoenixchannels.transport.spring;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS for Jetty's container, which ignores the API's SSL context: with the JVM's, or with
 * the one that was given last.
 */
final class JettyTls extends SslContextFactory.Client {

	private volatile @Nullable SSLContext context;

	/**
	 * Takes the context for all connections from now on.
	 * @param context null for that of the JVM
	 */
	void use(@Nullable SSLContext context) {
		this.context = context;
	}

	@Override
	public SSLEngine newSSLEngine(String host, int port) {
		SSLContext given = this.context;
		if (given == null) {
			return super.newSSLEngine(host, port);
		}
		SSLEngine engine = given.createSSLEngine(host, port);
		// Checks the host name, too
		customize(engine);
		return engine;
	}

}
