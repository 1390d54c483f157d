package io.phoenixchannels.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the page of the fleet does.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "sample.instances=3")
class FleetTests {

	private final RestTestClient http;

	FleetTests(@LocalServerPort int port) {
		this.http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	private JsonNode fleet() {
		return this.http.get().uri("/fleet").exchange().expectBody(JsonNode.class).returnResult().getResponseBody();
	}

	private void awaitShared(int instances) {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			JsonNode members = fleet().get("instances");
			assertThat(members).hasSize(instances);
			List<Integer> owned = new ArrayList<>();
			members.forEach((member) -> {
				assertThat(member.get("shards").size()).isEqualTo(12 / instances);
				member.get("shards").forEach((shard) -> owned.add(shard.asInt()));
			});
			assertThat(owned).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 12).boxed().toList());
			assertThat(members.valueStream().mapToInt((member) -> member.get("topics").asInt()).sum()).isEqualTo(36);
		});
	}

	@Test
	void killedInstanceIsInheritedFromAndANewOneGetsItsShare() {
		awaitShared(3);
		this.http.delete().uri("/fleet/instances/{name}", "instance 2").exchange().expectStatus().isNoContent();
		this.http.delete().uri("/fleet/instances/{name}", "instance 2").exchange().expectStatus().isNotFound();
		awaitShared(2);
		this.http.post().uri("/fleet/instances").exchange().expectStatus().isCreated();
		awaitShared(3);
	}

}
