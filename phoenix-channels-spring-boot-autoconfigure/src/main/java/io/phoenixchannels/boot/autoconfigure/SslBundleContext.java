package io.phoenixchannels.boot.autoconfigure;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * The SSL context of whatever bundle the details have now, created once for each bundle.
 */
final class SslBundleContext implements Supplier<SSLContext> {

	private final PhoenixConnectionDetails details;

	// The fields below are guarded by this

	private @Nullable SslBundle bundle;

	private @Nullable SSLContext context;

	SslBundleContext(PhoenixConnectionDetails details) {
		this.details = details;
	}

	@Override
	public synchronized SSLContext get() {
		SslBundle current = this.details.getSslBundle();
		if (current == null) {
			throw new IllegalStateException("the connection details no longer have an SSL bundle");
		}
		if (this.context == null || current != this.bundle) {
			this.context = current.createSslContext();
			this.bundle = current;
		}
		return this.context;
	}

}
