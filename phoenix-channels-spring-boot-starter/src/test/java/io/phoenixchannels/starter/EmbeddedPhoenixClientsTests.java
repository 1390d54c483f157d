package io.phoenixchannels.starter;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which clients are led to the embedded server, whatever their properties say.
 */
@SpringBootTest(properties = { "phoenix.channels.url=wss://production.example/socket",
		"phoenix.channels.clients.alerts.url=wss://alerts.example/socket",
		"phoenix.channels.clients.audit.url=ws://localhost:1/socket",
		"phoenix.channels.clients.audit.auto-startup=false", "phoenix.channels.clients.chat.connect-timeout=5s" })
@EmbeddedPhoenix(client = { "default", "alerts" }, path = "/live")
class EmbeddedPhoenixClientsTests {

	@Test
	void namedOnesAndThoseWithoutAUrlOfTheirOwn(EmbeddedPhoenixServer server, @Autowired PhoenixClient client,
			@Autowired @Qualifier("alerts") PhoenixClient alerts, @Autowired @Qualifier("chat") PhoenixClient chat,
			@Autowired @Qualifier("audit") PhoenixClient audit) {
		server.awaitConnections(3);
		String target = server.url() + "/websocket";
		assertThat(client.target()).isEqualTo(target);
		assertThat(alerts.target()).isEqualTo(target);
		assertThat(chat.target()).isEqualTo(target);
		assertThat(audit.target()).isEqualTo("ws://localhost:1/socket/websocket");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
