package io.phoenixchannels.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scripted server, over the wire.
 */
class EmbeddedPhoenixServerTests {

	private static final String TARGET = "/socket/websocket?user_id=7&vsn=2.0.0";

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder()
		.onConnect((connect) -> connect.accept("user:" + connect.param("user_id")))
		.channel("room:*",
				(channel) -> channel.onJoin((join) -> join.ok(Map.of("room", join.topic())))
					.on("echo", (push) -> push.ok(push.body()))
					.on("shout", (push) -> push.broadcast("shout", push.body())))
		.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void joinsRepliesAndBroadcasts() throws Exception {
		try (RawWebSocket client = new RawWebSocket(this.server.port(), TARGET)) {
			assertThat(client.answer().status()).isEqualTo(101);
			client.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
			assertThat(client.nextText()).isEqualTo(
					"[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"response\":{\"room\":\"room:a\"},\"status\":\"ok\"}]");
			client.text("[\"1\",\"2\",\"room:a\",\"echo\",{\"f\":1e3}]");
			assertThat(client.nextText())
				.isEqualTo("[\"1\",\"2\",\"room:a\",\"phx_reply\",{\"response\":{\"f\":1.0e3},\"status\":\"ok\"}]");
			client.text("[\"1\",\"3\",\"room:a\",\"shout\",{\"x\":1}]");
			assertThat(client.nextText()).isEqualTo("[null,null,\"room:a\",\"shout\",{\"x\":1}]");
			this.server.broadcast("room:a", "news", Map.of("n", 1));
			assertThat(client.nextText()).isEqualTo("[null,null,\"room:a\",\"news\",{\"n\":1}]");
			this.server.channels("room:a").get(0).push("hello", List.of(1));
			assertThat(client.nextText()).isEqualTo("[\"1\",null,\"room:a\",\"hello\",[1]]");
			assertThat(this.server.awaitPush("room:a", "shout").payload().path("x").asInt()).isEqualTo(1);
			assertThat(this.server.disconnect("user:7")).isEqualTo(1);
			assertThat(client.next().code()).isEqualTo(1001);
			assertThat(client.next().kind()).isEqualTo("end");
		}
		assertThat(this.server.scriptFailures()).isEmpty();
	}

}
