package com.example.docs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.EmbeddedPhoenixServerBuilder;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recipe for Supabase, against a server that plays what Supabase documents.
 */
@SpringBootTest(properties = { "phoenix.channels.params.apikey=anon", "phoenix.channels.protocol-version=v1",
		"phoenix.channels.join.rejoin-after-close=true", "phoenix.channels.join.retry-delays=10ms" })
@EmbeddedPhoenix(channels = SupabaseTests.Realtime.class)
class SupabaseTests {

	private static final String TOPIC = "realtime:orders";

	@Autowired
	private EmbeddedPhoenixServer supabase;

	@Test
	void changesAreHeardAndAnswered() {
		this.supabase.awaitJoined(TOPIC);
		assertThat(this.supabase.handshakes().get(0).param("apikey")).isEqualTo("anon");
		this.supabase.broadcast(TOPIC, "postgres_changes", Map.of("ids", List.of(1), "data",
				Map.of("type", "INSERT", "table", "orders", "record", Map.of("id", 7))));
		assertThat(this.supabase.awaitPush(TOPIC, "broadcast").payload().toString()).contains("\"payload\":{\"id\":7}");
	}

	@Test
	void aChannelThatIsClosedForItsTokenIsJoinedWithAFreshOne() {
		this.supabase.awaitJoined(TOPIC);
		this.supabase.closeChannel(TOPIC);
		assertThat(this.supabase.awaitJoin(TOPIC).payload().toString()).contains("\"access_token\":\"t-");
		this.supabase.awaitJoined(TOPIC);
	}

	static class Realtime implements EmbeddedPhoenixChannels {

		@Override
		public void configure(EmbeddedPhoenixServerBuilder phoenix) {
			phoenix.channel("realtime:*", (channel) -> channel.onJoin((join) -> {
				assertThat(join.params().at("/config/postgres_changes/0/table").stringValue()).isEqualTo("orders");
				join.ok(Map.of("postgres_changes", List.of(Map.of("id", 1))));
			}).on("broadcast", (push) -> push.ok(Map.of())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Supabase.class, Supabase.Orders.class })
	static class Application {

		private int number;

		@Bean
		Supabase.AccessTokens tokens() {
			return () -> CompletableFuture.completedFuture("t-" + ++this.number);
		}

	}

}
