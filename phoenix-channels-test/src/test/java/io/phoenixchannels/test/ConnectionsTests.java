package io.phoenixchannels.test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.phoenixchannels.test.server.UpgradeRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionsTests {

	private final Connections connections = new Connections(new FrameLog(0));

	@Test
	void theLastHandshakesAreKept() {
		for (int number = 0; number < Connections.HANDSHAKES + 5; number++) {
			this.connections.requested(
					new UpgradeRequest("/socket", JsonNodeFactory.instance.objectNode().put("number", "" + number),
							Map.of("x-number", List.of("" + number)), null));
		}
		assertThat(this.connections.handshakes()).extracting((handshake) -> handshake.param("number"))
			.containsExactlyElementsOf(
					IntStream.range(5, Connections.HANDSHAKES + 5).mapToObj(Integer::toString).toList());
	}

}
