package com.example.docs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.phoenixchannels.annotation.PhoenixListener;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the page about connecting do what the page says.
 */
@SpringBootTest(properties = "phoenix.channels.reconnect.rules.403.min-delay=10ms")
@EmbeddedPhoenix(channels = CredentialsTests.Prices.class)
class CredentialsTests {

	@Autowired
	private EmbeddedPhoenixServer phoenix;

	@Autowired
	private Heard heard;

	@Autowired
	private List<Boolean> renewals;

	@Test
	void aRejoinTellsTheLastMessageAndARefusedTokenIsRenewed() {
		this.phoenix.awaitJoined("prices:eu");
		this.phoenix.broadcast("prices:eu", "price", Map.of("number", 41));
		Awaitility.await().until(() -> this.heard.messages.size() == 1);

		this.phoenix.refuseConnections(403);
		this.phoenix.kill();
		Awaitility.await().until(() -> this.renewals.contains(true));
		this.phoenix.acceptConnections();

		this.phoenix.awaitJoined("prices:eu");
		assertThat(this.phoenix.frames().all().stream().filter((frame) -> "phx_join".equals(frame.event())))
			.extracting((join) -> join.payload().toString())
			.containsExactly("{}", "{\"since\":41}");
	}

	static class Prices implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder phoenix) {
			phoenix.channel("prices:*", (channel) -> channel.onJoin((join) -> join.ok(Map.of())));
		}

	}

	static class Heard {

		private final List<PhoenixMessage> messages = new CopyOnWriteArrayList<>();

		@PhoenixListener(topic = "prices:eu", event = "price")
		void price(PhoenixMessage message) {
			this.messages.add(message);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Credentials.class, Heard.class })
	static class Application {

		@Bean
		List<Boolean> renewals() {
			return new CopyOnWriteArrayList<>();
		}

		@Bean
		Credentials.Tokens tokens(List<Boolean> renewals) {
			return (renew) -> {
				renewals.add(renew);
				return CompletableFuture.completedFuture(renew ? "new" : "old");
			};
		}

	}

}
