package io.phoenixchannels.boot.autoconfigure;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An SSL bundle that is replaced while the application runs.
 */
class SslBundleReloadTests {

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("mutual",
			SslBundle.of(SslStoreBundle.NONE));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class))
		.withBean(SslBundles.class, () -> this.bundles)
		.withPropertyValues("phoenix.channels.ssl.bundle=mutual", "phoenix.channels.keep-alive=false");

	@Test
	void openConnectionIsReplacedWhenTheBundleIs() {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().start()) {
			this.runner
				.withPropertyValues("phoenix.channels.url=" + server.url(),
						"phoenix.channels.clients.alerts.join.timeout=5s")
				.run((context) -> {
					server.awaitConnections(2);
					this.bundles.updateBundle("mutual", SslBundle.of(SslStoreBundle.NONE));
					await().until(() -> server.connectionsOpened() == 4);
					server.awaitConnections(2);
				});
			// Nobody reconnects a client that is gone
			this.bundles.updateBundle("mutual", SslBundle.of(SslStoreBundle.NONE));
			assertThat(server.connectionsOpened()).isEqualTo(4);
		}
	}

	@Test
	void contextIsTheSameUntilTheBundleIsReplaced() {
		this.runner
			.withPropertyValues("phoenix.channels.url=wss://localhost:1/socket", "phoenix.channels.auto-startup=false")
			.withBean(PhoenixClientBuilderCustomizer.class, () -> (name, builder) -> {
				@SuppressWarnings("unchecked")
				Supplier<SSLContext> context = (Supplier<SSLContext>) ReflectionTestUtils.getField(builder,
						"sslContext");
				assertThat(context).isNotNull();
				SSLContext first = context.get();
				assertThat(context.get()).isSameAs(first);
				this.bundles.updateBundle("mutual", SslBundle.of(SslStoreBundle.NONE));
				assertThat(context.get()).isNotSameAs(first);
			})
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
