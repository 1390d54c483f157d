package com.example.room;

import java.time.Duration;

import io.phoenixchannels.boot.autoconfigure.PhoenixClientBuilderCustomizer;
import io.phoenixchannels.client.test.ManualTime;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import io.phoenixchannels.test.context.EmbeddedPhoenix;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@SpringBootTest
@EmbeddedPhoenix(channels = Rooms.class)
class DeadLinkTests {

	@Test
	void deadLinkIsFoundWithinFortySeconds(EmbeddedPhoenixServer phoenix, @Autowired ManualTime time) {
		phoenix.awaitJoined("room:lobby");
		phoenix.goSilent();
		time.advance(Duration.ofSeconds(40)); // a heartbeat after 30 s, and 10 s to
												// answer it
		phoenix.awaitConnections(0);

		phoenix.speakAgain();
		time.advance(Duration.ofSeconds(1)); // the client waits before it connects again
		phoenix.awaitJoined("room:lobby");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Time {

		@Bean
		ManualTime time() {
			return new ManualTime();
		}

		@Bean
		PhoenixClientBuilderCustomizer clocks(ManualTime time) {
			return (client, builder) -> builder.clock(time.newClock());
		}

	}

}
