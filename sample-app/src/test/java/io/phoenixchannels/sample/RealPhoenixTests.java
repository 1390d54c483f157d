package io.phoenixchannels.sample;

import java.util.Map;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample with a URL, and the channel that {@code mix phx.gen.channel Room} makes
 * there: only the lobby can be joined, and a shout gets no reply.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "phoenix.channels.push.timeout=500ms")
class RealPhoenixTests {

	private static final EmbeddedPhoenixServer phoenix = EmbeddedPhoenixServer.builder()
		.channel("room:lobby",
				(room) -> room.on("ping", (push) -> push.ok(push.body()))
					.on("shout", (push) -> push.broadcast("shout", push.body())))
		.channel("room:*", (room) -> room.onJoin((join) -> join.crash()))
		.start();

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void url(DynamicPropertyRegistry properties) {
		properties.add("phoenix.channels.url", phoenix::url);
	}

	@AfterAll
	static void close() {
		phoenix.close();
	}

	@Test
	void nothingIsEmbedded(@Autowired ObjectProvider<EmbeddedPhoenixServer> embedded) {
		assertThat(embedded.getIfAvailable()).isNull();
		http().post().uri("/server/cut").exchange().expectStatus().isNotFound();
		try (LiveStream live = new LiveStream(this.port)) {
			live.awaitUpdate((update) -> update.get("server").isNull()
					&& update.get("target").stringValue().equals(phoenix.url() + "/websocket"));
		}
	}

	@Test
	void shoutComesBackAsMessage() {
		try (LiveStream live = new LiveStream(this.port)) {
			live.awaitJoined("room:lobby");
			shout("?reply=false", "hello").expectStatus().isAccepted();
			live.awaitMessage("lobby", "hello");
		}
	}

	@Test
	void replyThatIsWaitedForDoesNotCome() {
		shout("", "hello").expectStatus()
			.isEqualTo(HttpStatus.GATEWAY_TIMEOUT)
			.expectBody()
			.jsonPath("$.sent")
			.isEqualTo(true);
	}

	private RestTestClient.ResponseSpec shout(String query, String message) {
		return http().post().uri("/rooms/lobby/shout" + query).body(Map.of("message", message)).exchange();
	}

	private RestTestClient http() {
		return RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
	}

}
