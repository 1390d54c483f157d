package io.phoenixchannels.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.util.RawValue;

import static org.assertj.core.api.Assertions.assertThat;

class FloodTests {

	private static final int FRAMES = 100_000;

	private static final Duration BOUND = Duration.ofSeconds(20);

	private static final RawValue TICK = new RawValue("{\"price\":101.25}");

	@Test
	void keepsUpWithAFloodEitherWay() throws Exception {
		try (EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
			.frameLogCapacity(10)
			.channel("room:*", (channel) -> channel.on("flood", (push) -> {
				for (int i = 0; i < FRAMES; i++) {
					push.push("tick", TICK);
				}
				push.ok();
			}).on("tick", (push) -> {
			}).on("done", ChannelPush::ok))
			.start(); RawWebSocket client = new RawWebSocket(server.port(), "/socket/websocket?vsn=2.0.0")) {
			client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
			client.nextText();
			long start = System.nanoTime();
			client.text("[\"1\",\"2\",\"room:a\",\"flood\",{}]");
			for (int i = 0; i < FRAMES; i++) {
				assertThat(client.nextText().equals("[\"1\",null,\"room:a\",\"tick\",{\"price\":101.25}]")).isTrue();
			}
			assertThat(client.nextText()).contains("phx_reply");
			for (int i = 0; i < FRAMES; i++) {
				client.text("[\"1\",null,\"room:a\",\"tick\",{\"price\":101.25}]");
			}
			client.text("[\"1\",\"3\",\"room:a\",\"done\",{}]");
			assertThat(client.nextText()).contains("phx_reply");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
			assertThat(server.frames().all()).hasSize(10);
			assertThat(server.frames().count()).isGreaterThan(2 * FRAMES);
		}
	}

}
