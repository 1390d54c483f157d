package com.example.room;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@EmbeddedPhoenix(channels = Rooms.class)
class LobbyTests {

	@Test
	void tellsHowManyThereAre(EmbeddedPhoenixServer phoenix) {
		try (PhoenixClient client = PhoenixClient.builder(phoenix.url()).build()) {
			client.connect();
			client.channel("room:lobby").join();
			CompletableFuture<Count> count = client.channel("room:lobby").push("count", null, Count.class);
			assertThat(count).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Count(3));
		}
	}

	record Count(int people) {
	}

}
