package io.phoenixchannels.integration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.phoenixchannels.client.FakePhoenixClient;
import io.phoenixchannels.client.PayloadConversionException;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.listener.PhoenixListenerEndpointRegistry;
import io.phoenixchannels.session.ChannelState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.ErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class PhoenixInboundChannelAdapterTests {

	private final FlowContext flows = new FlowContext();

	private final PhoenixClient client = this.flows.client;

	@BeforeEach
	void offerRooms() {
		this.flows.server.channel("room:*", (channel) -> {
		});
	}

	@AfterEach
	void close() {
		this.flows.close();
	}

	@Test
	void exactTopicIsJoinedAndItsMessagesComeWithHeaders() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby"));
		this.flows.server.awaitJoined("room:lobby").push("shout", Map.of("body", "hi"));
		Message<?> message = this.flows.received("heard");
		assertThat(message.getPayload()).isEqualTo("{\"body\":\"hi\"}");
		assertThat(message.getHeaders()).containsEntry("phx_topic", "room:lobby")
			.containsEntry("phx_event", "shout")
			.containsEntry("phx_join_ref", this.flows.server.channels("room:lobby").get(0).joinRef().asString())
			.doesNotContainKeys("phx_ref", "phx_topic_variables");
	}

	@Test
	void broadcastHasNoJoinRef() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby"));
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.broadcast("room:lobby", "shout", List.of(1, 2));
		Message<?> message = this.flows.received("heard");
		assertThat(message.getPayload()).isEqualTo("[1,2]");
		assertThat(message.getHeaders()).doesNotContainKey("phx_join_ref");
	}

	@Test
	void binaryPayloadComesAsBytes() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby"));
		this.flows.server.awaitJoined("room:lobby").push("picture", new byte[] { 1, 2, (byte) 255 });
		assertThat(this.flows.received("heard").getPayload()).isEqualTo(new byte[] { 1, 2, (byte) 255 });
	}

	@Test
	void patternHearsWhatOthersJoinAndJoinsNothing() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:{room}"));
		assertThat(this.client.status().channels()).isEmpty();
		this.client.join("room:kitchen").join();
		this.flows.server.broadcast("room:kitchen", "shout", Map.of());
		assertThat(this.flows.received("heard").getHeaders()).containsEntry("phx_topic", "room:kitchen")
			.containsEntry("phx_topic_variables", Map.of("room", "kitchen"));
	}

	@Test
	void messageThatSeveralTopicsMatchIsSentOnce() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:*", "room:lobby", "room:{room}"));
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.broadcast("room:lobby", "first", Map.of());
		this.flows.server.broadcast("room:lobby", "second", Map.of());
		assertThat(this.flows.received("heard").getHeaders()).containsEntry("phx_event", "first");
		assertThat(this.flows.received("heard").getHeaders()).containsEntry("phx_event", "second");
	}

	@Test
	void otherEventsAreNotHeard() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby").events("shout", "whisper"));
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.broadcast("room:lobby", "noise", Map.of());
		this.flows.server.broadcast("room:lobby", "whisper", Map.of());
		this.flows.server.broadcast("room:lobby", "shout", Map.of());
		assertThat(this.flows.received("heard").getHeaders()).containsEntry("phx_event", "whisper");
		assertThat(this.flows.received("heard").getHeaders()).containsEntry("phx_event", "shout");
	}

	@Test
	void payloadIsBoundToClassOrGenericType() {
		this.flows.queue("heard")
			.queue("generic")
			.flow("classes",
					IntegrationFlow.from(
							Phoenix.inboundAdapter(this.client, "room:lobby").events("shout").payloadType(Shout.class))
						.channel("heard"))
			.flow("generics",
					IntegrationFlow.from(Phoenix.inboundAdapter(this.client, "room:lobby")
						.events("shouts")
						.payloadType(new ParameterizedTypeReference<List<Shout>>() {
						})).channel("generic"))
			.start();
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.broadcast("room:lobby", "shout", Map.of("body", "hi"));
		this.flows.server.broadcast("room:lobby", "shouts", List.of(Map.of("body", "ho")));
		assertThat(this.flows.received("heard").getPayload()).isEqualTo(new Shout("hi"));
		assertThat(this.flows.received("generic").getPayload()).isEqualTo(List.of(new Shout("ho")));
	}

	@Test
	void payloadThatDoesNotFitGoesToTheErrorChannelAsItCame() {
		this.flows.queue("errors");
		startTo("heard",
				Phoenix.inboundAdapter(this.client, "room:lobby").payloadType(Shout.class).errorChannel("errors"));
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.broadcast("room:lobby", "shout", List.of("no shout"));
		this.flows.server.broadcast("room:lobby", "shout", Map.of("body", "hi"));
		ErrorMessage error = (ErrorMessage) this.flows.received("errors");
		assertThat(error.getPayload()).isInstanceOf(MessageConversionException.class)
			.hasMessageStartingWith("Event 'shout' on 'room:lobby': The JSON payload cannot be bound to")
			.hasCauseInstanceOf(PayloadConversionException.class);
		assertThat(((MessagingException) error.getPayload()).getFailedMessage().getPayload())
			.isEqualTo("[\"no shout\"]");
		assertThat(this.flows.received("heard").getPayload()).isEqualTo(new Shout("hi"));
	}

	@Test
	void failureOfTheFlowGoesToTheErrorChannel() {
		this.flows.queue("errors")
			.flow("failing",
					IntegrationFlow.from(Phoenix.inboundAdapter(this.client, "room:lobby").errorChannel("errors"))
						.handle((message) -> {
							throw new IllegalStateException("the flow failed");
						}))
			.start();
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.broadcast("room:lobby", "shout", Map.of());
		ErrorMessage error = (ErrorMessage) this.flows.received("errors");
		assertThat(error.getPayload()).isInstanceOf(MessagingException.class).rootCause().hasMessage("the flow failed");
	}

	@Test
	void failureWithoutErrorChannelIsCountedAndHurtsNoLaterMessage() {
		this.flows.queue("heard")
			.flow("failing", IntegrationFlow.from(Phoenix.inboundAdapter(this.client, "room:lobby"))
				.handle(String.class, (payload, headers) -> {
					if (payload.contains("bad")) {
						throw new IllegalStateException("the flow failed");
					}
					return payload;
				})
				.channel("heard"))
			.start();
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.broadcast("room:lobby", "shout", "bad");
		this.flows.server.broadcast("room:lobby", "shout", "good");
		assertThat(this.flows.received("heard").getPayload()).isEqualTo("\"good\"");
		assertThat(this.client.counters().handlerFailures()).isEqualTo(1);
	}

	@Test
	void blockedSendHoldsOnlyItsOwnTopic() {
		CountDownLatch release = new CountDownLatch(1);
		this.flows.queue("heard")
			.flow("blocking", IntegrationFlow.from(Phoenix.inboundAdapter(this.client, "room:a", "room:b"))
				.handle((payload, headers) -> {
					if ("room:a".equals(headers.get("phx_topic"))) {
						awaitUninterruptibly(release);
					}
					return payload;
				})
				.channel("heard"))
			.start();
		this.flows.server.awaitJoined("room:a").push("shout", 1);
		this.flows.server.awaitJoined("room:b").push("shout", 2);
		assertThat(this.flows.received("heard").getHeaders()).containsEntry("phx_topic", "room:b");
		release.countDown();
		assertThat(this.flows.received("heard").getHeaders()).containsEntry("phx_topic", "room:a");
	}

	@Test
	void brokenConnectionHealsAndTheFlowGoesOn() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby"));
		this.flows.server.awaitJoined("room:lobby");
		this.flows.server.kill();
		this.flows.server.awaitConnections(1);
		await().until(() -> this.flows.server.connectionsOpened() == 2);
		this.flows.server.awaitJoined("room:lobby").push("shout", "again");
		assertThat(this.flows.received("heard").getPayload()).isEqualTo("\"again\"");
	}

	@Test
	void stopLeavesTheTopicAndStartJoinsItAgain() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby"));
		this.flows.server.awaitJoined("room:lobby");
		this.flows.adapter().stop();
		await().until(() -> this.flows.server.channels("room:lobby").isEmpty());
		assertThat(this.client.channel("room:lobby").state()).isEqualTo(ChannelState.CLOSED);
		this.flows.adapter().start();
		this.flows.server.awaitJoined("room:lobby").push("shout", 2);
		assertThat(this.flows.received("heard").getPayload()).isEqualTo("2");
	}

	@Test
	void stopKeepsTheTopicThatSomebodyElseWants() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby"));
		this.client.join("room:lobby").join();
		CompletableFuture<String> heard = new CompletableFuture<>();
		this.client.channel("room:lobby").on("shout", String.class, heard::complete);
		this.flows.adapter().stop();
		this.flows.server.awaitJoined("room:lobby").push("shout", "still here");
		assertThat(heard.join()).isEqualTo("still here");
		assertThat(this.flows.context.getBean("heard", QueueChannel.class).getQueueSize()).isZero();
	}

	@Test
	void stopWaitsForTheMessageOnItsWay() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.flows
			.flow("slow", IntegrationFlow.from(Phoenix.inboundAdapter(this.client, "room:lobby")).handle((message) -> {
				entered.countDown();
				awaitUninterruptibly(release);
			}))
			.start();
		this.flows.server.awaitJoined("room:lobby").push("shout", 1);
		entered.await();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.flows.adapter().stop(() -> stopped.complete(null));
		await().until(() -> this.flows.server.channels("room:lobby").isEmpty());
		assertThat(stopped).isNotDone();
		release.countDown();
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void joinParamsAreAskedForAtEveryJoin() {
		AtomicInteger joins = new AtomicInteger();
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby")
			.joinParams((request) -> CompletableFuture.completedFuture(Map.of("join", joins.incrementAndGet()))));
		assertThat(this.flows.server.awaitJoin("room:lobby").payload().path("join").asInt()).isEqualTo(1);
		this.flows.adapter().stop();
		await().until(() -> this.flows.server.channels("room:lobby").isEmpty());
		this.flows.adapter().start();
		await().until(() -> joins.get() == 2);
	}

	@Test
	void adapterThatDoesNotStartByItselfJoinsNothing() {
		startTo("heard", Phoenix.inboundAdapter(this.client, "room:lobby").autoStartup(false));
		assertThat(this.flows.adapter().isRunning()).isFalse();
		assertThat(this.client.status().channels()).isEmpty();
		this.flows.adapter().start();
		this.flows.server.awaitJoined("room:lobby");
	}

	@Test
	void adapterStartsAfterTheListenersUnlessToldOtherwise() {
		FakePhoenixClient fake = new FakePhoenixClient("default");
		assertThat(new PhoenixInboundChannelAdapter(fake, "room:lobby").getPhase())
			.isGreaterThan(PhoenixListenerEndpointRegistry.PHASE);
		assertThat(Phoenix.inboundAdapter(fake, "room:lobby").phase(3).getObject().getPhase()).isEqualTo(3);
	}

	@Test
	void adapterNeedsWellFormedTopics() {
		FakePhoenixClient fake = new FakePhoenixClient("trades");
		assertThatIllegalArgumentException().isThrownBy(() -> Phoenix.inboundAdapter(fake))
			.withMessage("An inbound adapter of the Phoenix client 'trades' needs at least one topic");
		assertThatIllegalArgumentException().isThrownBy(() -> Phoenix.inboundAdapter(fake, "room:{"))
			.withMessageContaining("room:{");
	}

	private void startTo(String queue, PhoenixInboundChannelAdapterSpec adapter) {
		this.flows.queue(queue).flow("flow", IntegrationFlow.from(adapter).channel(queue)).start();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	record Shout(String body) {
	}

}
