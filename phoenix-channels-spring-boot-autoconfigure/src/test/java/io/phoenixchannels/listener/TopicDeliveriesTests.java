package io.phoenixchannels.listener;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TopicDeliveriesTests {

	private final FakePhoenixClient client = new FakePhoenixClient("default");

	private final Ownership ownership = new Ownership();

	private final PhoenixListenerEndpointRegistry registry = new PhoenixListenerEndpointRegistry(List.of(this.client),
			this.client, new DeclaredTopics() {

				@Override
				public List<String> topics(String client) {
					return List.of("room:once", "room:all");
				}

				@Override
				public Join join(String client, String topic) {
					return null;
				}

			}, Duration.ofSeconds(1), ListenerCallPolicy.DEFAULT, this.ownership);

	private final Set<String> heard = new HashSet<>();

	private PhoenixListenerEndpoint listener(String id, Delivery delivery, String... topics) {
		return PhoenixListenerEndpoint.builder(id)
			.topics(topics)
			.delivery(delivery)
			.handler((invocation) -> this.heard.add(id + " " + invocation.topic()))
			.build();
	}

	private void receive(String topic) {
		this.client.deliver(topic, "shout", "{}");
	}

	@Test
	void topicsThatAreDeliveredOnceAreJoinedByTheirOwner() {
		this.registry.register(listener("a", Delivery.ONCE, "room:a"));
		this.registry.register(listener("b", null, "room:b", "room:once"));
		this.registry.start();
		assertThat(this.ownership.wanted).containsOnlyKeys("room:a", "room:once");
		assertThat(this.client.calls()).contains("subscribe room:b", "subscribe room:all")
			.doesNotContain("subscribe room:a", "subscribe room:once");
		this.ownership.wanted.get("room:a").get();
		assertThat(this.client.calls()).contains("subscribe room:a");
		this.registry.stop();
		assertThat(this.ownership.wanted).isEmpty();
	}

	@Test
	void onlyTheOwnerHears() {
		this.registry.register(listener("exact", Delivery.ONCE, "room:a"));
		this.registry.register(listener("pattern", null, "room:*"));
		this.registry.register(listener("once", Delivery.ONCE, "*"));
		this.registry.register(listener("all", Delivery.EVERYWHERE, "room:{room}"));
		this.registry.start();
		receive("room:a");
		receive("room:once");
		receive("room:all");
		assertThat(this.heard).containsExactlyInAnyOrder("all room:a", "all room:once", "all room:all",
				"pattern room:all");
		this.heard.clear();
		this.ownership.owned.addAll(List.of("room:a", "room:once", "room:all"));
		receive("room:a");
		receive("room:once");
		receive("room:all");
		assertThat(this.heard).hasSize(3 + 3 + 3 + 1);
	}

	@Test
	void listenersOfATopicMustAgree() {
		this.registry.register(listener("a", Delivery.ONCE, "room:a"));
		this.registry.register(listener("b", Delivery.ONCE, "room:a"));
		assertThatExceptionOfType(InvalidListenerException.class)
			.isThrownBy(() -> this.registry.register(listener("c", Delivery.EVERYWHERE, "room:a")))
			.withMessageContaining("everywhere")
			.withMessageContaining("listener 'a'");
		this.registry.unregister("a");
		this.registry.unregister("b");
		this.registry.register(listener("c", Delivery.EVERYWHERE, "room:a"));
	}

	@Test
	void aListenerThatComesLateCannotChangeHowATopicIsJoined() {
		this.registry.start();
		assertThatExceptionOfType(InvalidListenerException.class)
			.isThrownBy(() -> this.registry.register(listener("a", Delivery.ONCE, "room:all")))
			.withMessageContaining("comes too late");
		assertThat(this.registry.ids()).isEmpty();
		this.registry.register(listener("b", Delivery.ONCE, "room:once"));
	}

	private static final class Ownership implements TopicOwnership {

		private final Map<String, Supplier<PhoenixRegistration>> wanted = new TreeMap<>();

		private final Set<String> owned = new HashSet<>();

		@Override
		public Delivery delivery(String client, String topic) {
			return topic.endsWith("once") ? Delivery.ONCE : Delivery.EVERYWHERE;
		}

		@Override
		public PhoenixRegistration want(PhoenixClient client, String topic, boolean resumes,
				Supplier<PhoenixRegistration> join) {
			this.wanted.put(topic, join);
			return () -> this.wanted.remove(topic);
		}

		@Override
		public Fence fence(String topic) {
			return () -> this.owned.contains(topic);
		}

	}

}
