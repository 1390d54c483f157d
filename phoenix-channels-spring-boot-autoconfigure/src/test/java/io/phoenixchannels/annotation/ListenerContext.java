package io.phoenixchannels.annotation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.DeclaredTopics;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;

import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;

/**
 * A context with listeners on fake clients, and nothing of Spring Boot.
 */
final class ListenerContext implements AutoCloseable {

	final FakePhoenixClient client = new FakePhoenixClient("default");

	final FakePhoenixClient alerts = new FakePhoenixClient("alerts");

	final GenericApplicationContext context = new GenericApplicationContext();

	private final AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(this.context);

	static ListenerContext of(Class<?>... beans) {
		return new ListenerContext().with(beans).refresh();
	}

	ListenerContext with(Class<?>... beans) {
		this.reader.register(beans);
		return this;
	}

	ListenerContext property(String name, Object value) {
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(name, Map.of(name, value)));
		return this;
	}

	ListenerContext refresh() {
		this.context.registerBean(PropertySourcesPlaceholderConfigurer.class);
		this.context.registerBean(PhoenixListenerBeanPostProcessor.class);
		this.context.registerBean(PhoenixListenerEndpointRegistry.class,
				() -> new PhoenixListenerEndpointRegistry(List.<PhoenixClient>of(this.client, this.alerts), this.client,
						new NoTopics(), Duration.ofSeconds(1)));
		this.context.refresh();
		return this;
	}

	PhoenixListenerEndpointRegistry registry() {
		return this.context.getBean(PhoenixListenerEndpointRegistry.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static final class NoTopics implements DeclaredTopics {

		@Override
		public Collection<String> topics(String client) {
			return List.of();
		}

		@Override
		public Join join(String client, String topic) {
			return null;
		}

	}

}
