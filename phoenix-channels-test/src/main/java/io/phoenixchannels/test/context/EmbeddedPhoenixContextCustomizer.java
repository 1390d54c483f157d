package io.phoenixchannels.test.context;

import io.phoenixchannels.test.EmbeddedPhoenixServer;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts the server before the context is refreshed, as its port has to be known by then,
 * and closes it after all beans. A part of the key of the cache of contexts.
 */
record EmbeddedPhoenixContextCustomizer(ServerSettings settings) implements ContextCustomizer {

	static final String SERVER = "embeddedPhoenixServer";

	/**
	 * The bean that connects the clients; if it is there, it starts after the server.
	 */
	private static final String CLIENT_LIFECYCLE = "phoenixClientLifecycle";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		EmbeddedPhoenixServer server = this.settings.start();
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
		beans.registerSingleton(SERVER, server);
		beans.registerSingleton(ServerLifecycle.BEAN_NAME, new ServerLifecycle(server, this.settings.hasFixedPort()));
		beans.registerDisposableBean(SERVER, server::close);
		beans.registerDependentBean(ServerLifecycle.BEAN_NAME, CLIENT_LIFECYCLE);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("embeddedPhoenix", this.settings.properties(server)));
	}

}
