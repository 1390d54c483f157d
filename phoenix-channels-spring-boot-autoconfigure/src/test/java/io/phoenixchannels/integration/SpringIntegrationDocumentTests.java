package io.phoenixchannels.integration;

import java.util.Map;

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration;
import io.phoenixchannels.boot.autoconfigure.PhoenixTemplateAutoConfiguration;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.template.PhoenixTemplate;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The flows of the document, in an application of Spring Boot, and such an application
 * without Spring Integration.
 */
class SpringIntegrationDocumentTests {

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
				PhoenixTemplateAutoConfiguration.class));

	@BeforeEach
	void start() {
		this.server.channel("room:*",
				(channel) -> channel.on("count", (push) -> push.ok(Map.of("people", 3))).on("shout", (push) -> {
				}));
		this.server.start();
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void flowsOfTheDocumentRunInAnApplication() {
		this.runner.withConfiguration(AutoConfigurations.of(IntegrationAutoConfiguration.class))
			.withUserConfiguration(RoomFlows.class)
			.withPropertyValues("phoenix.channels.url=" + this.server.url(),
					"phoenix.channels.topics[0].topic=room:lobby", "phoenix.channels.topics[0].params.since=42")
			.run((context) -> {
				assertThat(this.server.awaitJoin("room:lobby").payload().path("since").asInt()).isEqualTo(42);
				this.server.awaitJoined("room:lobby");
				this.server.broadcast("room:lobby", "shout", Map.of("body", "hi"));
				Message<?> heard = context.getBean("shouts", QueueChannel.class).receive(10_000);
				assertThat(heard).isNotNull();
				assertThat(heard.getPayload()).isEqualTo(new RoomFlows.Shout("hi"));
				context.getBean("countRoom.input", MessageChannel.class).send(new GenericMessage<>("lobby"));
				Message<?> count = context.getBean("counts", QueueChannel.class).receive(10_000);
				assertThat(count).isNotNull();
				assertThat(count.getPayload()).isEqualTo(new RoomFlows.Count(3));
				context.getBean("tellLobby.input", MessageChannel.class)
					.send(new GenericMessage<>("{\"body\":\"ho\"}"));
				assertThat(this.server.awaitPush("room:lobby", "shout").payload()).hasToString("{\"body\":\"ho\"}");
			});
	}

	@Test
	void nothingOfSpringIntegrationIsNeeded() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.withPropertyValues("phoenix.channels.url=" + this.server.url(), "phoenix.channels.topics=room:lobby")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(PhoenixTemplate.class);
				this.server.awaitJoined("room:lobby");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class RoomFlows {

		// tag::inbound[]
		@Bean
		IntegrationFlow lobbyShouts(PhoenixClient client) {
			return IntegrationFlow
				.from(Phoenix.inboundAdapter(client, "room:lobby", "game:{game}")
					.events("shout")
					.payloadType(Shout.class)
					.errorChannel("shoutErrors"))
				.channel("shouts")
				.get();
		}
		// end::inbound[]

		// tag::gateway[]
		@Bean
		IntegrationFlow countRoom(PhoenixTemplate template) {
			return (flow) -> flow
				.handle(Phoenix.outboundGateway(template)
					.topic((message) -> "room:" + message.getPayload())
					.event("count")
					.responseType(Count.class))
				.channel("counts");
		}
		// end::gateway[]

		// tag::outbound[]
		@Bean
		IntegrationFlow tellLobby(PhoenixTemplate template) {
			return (flow) -> flow
				.handle(Phoenix.outboundAdapter(template).topic("room:lobby").event("shout").jsonText().sync(true));
		}
		// end::outbound[]

		@Bean
		QueueChannel shouts() {
			return new QueueChannel();
		}

		@Bean
		QueueChannel shoutErrors() {
			return new QueueChannel();
		}

		@Bean
		QueueChannel counts() {
			return new QueueChannel();
		}

		record Shout(String body) {
		}

		record Count(int people) {
		}

	}

}
