package io.phoenixchannels.integration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.template.PhoenixTemplate;
import io.phoenixchannels.test.EmbeddedPhoenixServer;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.IntegrationFlowBuilder;
import org.springframework.messaging.Message;

/**
 * Flows of Spring Integration, without Spring Boot, on a client and a server that speak
 * with each other.
 */
final class FlowContext implements AutoCloseable {

	private static final long RECEIVE_TIMEOUT = Duration.ofSeconds(10).toMillis();

	final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().build();

	final PhoenixClient client;

	final PhoenixTemplate template;

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Map<String, IntegrationFlow> flows = new LinkedHashMap<>();

	FlowContext() {
		this.server.start();
		this.client = PhoenixClient.builder(this.server.url()).build();
		this.template = new PhoenixTemplate(this.client);
		this.client.connect().join();
		this.context.register(IntegrationConfiguration.class);
	}

	FlowContext queue(String name) {
		this.context.registerBean(name, QueueChannel.class, () -> new QueueChannel());
		return this;
	}

	FlowContext flow(String name, IntegrationFlow flow) {
		this.flows.put(name, flow);
		return this;
	}

	FlowContext flow(String name, IntegrationFlowBuilder flow) {
		return flow(name, flow.get());
	}

	FlowContext with(Consumer<AnnotationConfigApplicationContext> more) {
		more.accept(this.context);
		return this;
	}

	FlowContext start() {
		this.flows.forEach((name, flow) -> this.context.registerBean(name, IntegrationFlow.class, () -> flow));
		this.context.refresh();
		return this;
	}

	Message<?> received(String queue) {
		Message<?> message = this.context.getBean(queue, QueueChannel.class).receive(RECEIVE_TIMEOUT);
		if (message == null) {
			throw new AssertionError("Nothing came to " + queue + "; the frames were " + this.server.frames());
		}
		return message;
	}

	PhoenixInboundChannelAdapter adapter() {
		return this.context.getBean(PhoenixInboundChannelAdapter.class);
	}

	@Override
	public void close() {
		this.context.close();
		this.client.close();
		this.server.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class IntegrationConfiguration {

	}

}
