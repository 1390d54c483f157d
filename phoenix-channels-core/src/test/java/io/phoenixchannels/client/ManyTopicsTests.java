package io.phoenixchannels.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.phoenixchannels.session.ConnectionStatus;
import io.phoenixchannels.session.Notice;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ManyTopicsTests extends ClientTestSupport {

	private static final int TOPICS = 250;

	private final Map<String, List<Integer>> heard = new ConcurrentHashMap<>();

	@ParameterizedTest
	@ValueSource(ints = { 100, 40 })
	void topicsSpreadOverAsManyConnectionsAsTheServerAsksFor(int maxChannels) throws Exception {
		this.server.close();
		this.server = EmbeddedPhoenixServer.builder()
			.maxChannels(maxChannels)
			.channel("room:*", (channel) -> channel.onJoin((join) -> join.ok()))
			.start();
		connected();
		this.client.on(TopicPattern.parse("room:*"), "tick",
				(message) -> this.heard.computeIfAbsent(message.topic(), (topic) -> new CopyOnWriteArrayList<>())
					.add(message.payload(Integer.class)));
		List<CompletableFuture<PhoenixReply>> joins = new ArrayList<>();
		for (int i = 0; i < TOPICS; i++) {
			joins.add(this.client.join("room:" + i));
		}
		joins.forEach(ClientTestSupport::get);
		assertAllJoined(maxChannels);
		assertOrder();
		this.server.kill();
		// Connections break one after another: a topic may be carried on by one that
		// breaks next, and is rejoined twice then.
		Set<String> rejoined = new HashSet<>();
		while (rejoined.size() < TOPICS) {
			rejoined.add(notice(Notice.ChannelJoined.class, Notice.ChannelJoined::rejoin).topic());
		}
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertAllJoined(maxChannels));
		assertOrder();
		for (int i = 0; i < TOPICS; i++) {
			this.client.leave("room:" + i);
		}
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.client.status().connections()).hasSize(1));
		assertThat(this.client.status().channels()).isEmpty();
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.server.connections()).hasSize(1));
	}

	private void assertAllJoined(int maxChannels) {
		List<ConnectionStatus> connections = this.client.status().connections();
		assertThat(connections).extracting(ConnectionStatus::joined).allMatch((joined) -> joined <= maxChannels);
		assertThat(connections.stream().mapToInt(ConnectionStatus::joined).sum()).isEqualTo(TOPICS);
		assertThat(connections).hasSizeBetween(TOPICS / maxChannels, TOPICS / maxChannels + 1);
	}

	private void assertOrder() {
		this.heard.clear();
		for (int n = 0; n < 20; n++) {
			for (int i = 0; i < TOPICS; i++) {
				this.server.broadcast("room:" + i, "tick", n);
			}
		}
		List<Integer> expected = IntStream.range(0, 20).boxed().toList();
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.heard.values()).hasSize(TOPICS).allMatch(expected::equals));
	}

}
