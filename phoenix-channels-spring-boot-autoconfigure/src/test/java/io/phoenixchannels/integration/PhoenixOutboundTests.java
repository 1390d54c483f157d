package io.phoenixchannels.integration;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PushInterruptedException;
import io.phoenixchannels.client.PushRefusedException;
import io.phoenixchannels.client.PushRejectedException;
import io.phoenixchannels.template.PhoenixTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.ErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The outbound gateway and the outbound channel adapter.
 */
class PhoenixOutboundTests {

	private final FlowContext flows = new FlowContext();

	private final PhoenixClient client = this.flows.client;

	private final PhoenixTemplate template = this.flows.template;

	@BeforeEach
	void join() {
		this.flows.server.channel("room:*",
				(channel) -> channel.on("count", (push) -> push.ok(Map.of("people", 3)))
					.on("bytes", (push) -> push.ok(new byte[] { 1, 2 }))
					.on("fail", (push) -> push.error(Map.of("reason", "full")))
					.on("shout", (push) -> {
					})
					.on("hang", (push) -> {
					}));
		this.client.join("room:lobby").join();
		this.flows.queue("replies").queue("errors");
	}

	@AfterEach
	void close() {
		this.flows.close();
	}

	@Test
	void gatewayGoesOnWithTheResponseAndTheHeadersOfTheRequest() {
		start(Phoenix.outboundGateway(this.template).topic("room:lobby").event("count"));
		send(MessageBuilder.withPayload(Map.of("of", "all")).setHeader("trace", 7));
		Message<?> reply = this.flows.received("replies");
		assertThat(reply.getPayload()).isEqualTo("{\"people\":3}");
		assertThat(reply.getHeaders()).containsEntry("trace", 7);
		assertThat(pushed("count").path("of").asString()).isEqualTo("all");
	}

	@Test
	void responseIsBoundToItsType() {
		start(Phoenix.outboundGateway(this.template)
			.topic("room:lobby")
			.eventExpression("payload")
			.responseType(Count.class));
		send(MessageBuilder.withPayload("count"));
		assertThat(this.flows.received("replies").getPayload()).isEqualTo(new Count(3));
	}

	@Test
	void binaryResponseComesAsBytes() {
		start(Phoenix.outboundGateway(this.template).topic("room:lobby").event("bytes"));
		send(MessageBuilder.withPayload(new byte[] { 9 }));
		assertThat(this.flows.received("replies").getPayload()).isEqualTo(new byte[] { 1, 2 });
	}

	@Test
	void noThreadWaitsForTheReply() {
		start(Phoenix.outboundGateway(this.template).topic("room:lobby").event("hang"));
		send(MessageBuilder.withPayload(1).setErrorChannelName("errors"));
		this.flows.server.awaitPush("room:lobby", "hang");
		send(MessageBuilder.withPayload(2).setErrorChannelName("errors"));
		assertThat(this.flows.server.awaitPushes(2, "room:lobby", "hang", Integer.class)).containsExactly(1, 2);
	}

	@Test
	void errorReplyGoesToTheErrorChannel() {
		start(Phoenix.outboundGateway(this.template).topic("room:lobby").event("fail"));
		send(MessageBuilder.withPayload(1).setErrorChannelName("errors"));
		ErrorMessage error = (ErrorMessage) this.flows.received("errors");
		assertThat(error.getPayload()).isInstanceOf(MessageHandlingException.class)
			.cause()
			.isInstanceOf(PushRejectedException.class)
			.hasMessage("Push of 'fail' on 'room:lobby' was answered with status 'error': full");
		assertThat(((MessagingException) error.getPayload()).getFailedMessage().getPayload()).isEqualTo(1);
	}

	@Test
	void breakBeforeTheReplyGoesToTheErrorChannelAndLaterPushesGetThrough() {
		start(Phoenix.outboundGateway(this.template).topic("room:lobby").eventExpression("payload"));
		send(MessageBuilder.withPayload("hang").setErrorChannelName("errors"));
		this.flows.server.awaitPush("room:lobby", "hang");
		this.flows.server.kill();
		assertThat(((ErrorMessage) this.flows.received("errors")).getPayload())
			.hasCauseInstanceOf(PushInterruptedException.class);
		send(MessageBuilder.withPayload("count").setErrorChannelName("errors"));
		assertThat(this.flows.received("replies").getPayload()).isEqualTo("{\"people\":3}");
	}

	@Test
	void gatewayThatIsNotAsyncFailsInTheSendersThread() {
		start(Phoenix.outboundGateway(this.template).topic("room:lobby").event("fail").async(false));
		assertThatExceptionOfType(MessageHandlingException.class).isThrownBy(() -> send(MessageBuilder.withPayload(1)))
			.havingCause()
			.isInstanceOf(PushRejectedException.class);
	}

	@Test
	void topicAndEventComeFromHeadersExpressionsAndFunctions() {
		this.client.join("room:a").join();
		this.client.join("room:b").join();
		this.flows.flow("headers", (flow) -> flow.handle(Phoenix.outboundAdapter(this.template)))
			.flow("expressions",
					(flow) -> flow.handle(Phoenix.outboundAdapter(this.template)
						.topicExpression("'room:' + headers['room']")
						.eventExpression("payload.class.simpleName.toLowerCase()")))
			.flow("functions",
					(flow) -> flow.handle(Phoenix.outboundAdapter(this.template)
						.topic((message) -> "room:" + message.getPayload())
						.event((message) -> "told")
						.payload((message) -> Map.of("told", message.getPayload()))))
			.start();
		send("headers.input",
				MessageBuilder.withPayload(1).setHeader("phx_topic", "room:a").setHeader("phx_event", "shout"));
		assertThat(this.flows.server.awaitPush("room:a", "shout", Integer.class)).isEqualTo(1);
		send("expressions.input", MessageBuilder.withPayload("x").setHeader("room", "b"));
		assertThat(this.flows.server.awaitPush("room:b", "string", String.class)).isEqualTo("x");
		send("functions.input", MessageBuilder.withPayload("a"));
		assertThat(this.flows.server.awaitPush("room:a", "told").payload()).hasToString("{\"told\":\"a\"}");
	}

	@Test
	void whatIsSetGoesBeforeTheHeadersOfAnInboundMessage() {
		this.client.join("room:copy").join();
		this.flows
			.flow("bridge",
					IntegrationFlow.from(Phoenix.inboundAdapter(this.client, "room:lobby"))
						.handle(Phoenix.outboundAdapter(this.template).topic("room:copy").jsonText()))
			.start();
		this.flows.server.broadcast("room:lobby", "shout", Map.of("body", "hi"));
		assertThat(this.flows.server.awaitPush("room:copy", "shout").payload()).hasToString("{\"body\":\"hi\"}");
	}

	@Test
	void textIsAJsonStringUnlessItIsSaidToBeJson() {
		this.flows
			.flow("text",
					(flow) -> flow.handle(Phoenix.outboundAdapter(this.template).topic("room:lobby").event("text")))
			.flow("json",
					(flow) -> flow
						.handle(Phoenix.outboundAdapter(this.template).topic("room:lobby").event("json").jsonText()))
			.start();
		send("text.input", MessageBuilder.withPayload("{\"a\":1}"));
		send("json.input", MessageBuilder.withPayload("{\"a\":1}"));
		assertThat(pushed("text").asString()).isEqualTo("{\"a\":1}");
		assertThat(pushed("json").path("a").asInt()).isEqualTo(1);
	}

	@Test
	void messageWithoutTopicFailsInTheSendersThread() {
		startAdapter(Phoenix.outboundAdapter(this.template));
		assertThatExceptionOfType(MessageHandlingException.class).isThrownBy(() -> send(MessageBuilder.withPayload(1)))
			.havingCause()
			.withMessage("No topic is set, and the message has no header 'phx_topic'");
	}

	@Test
	void adapterTellsTheErrorChannelWhatWasNotSent() {
		startAdapter(Phoenix.outboundAdapter(this.template).topic("room:elsewhere").event("shout"));
		send(MessageBuilder.withPayload(1).setErrorChannelName("errors"));
		ErrorMessage error = (ErrorMessage) this.flows.received("errors");
		assertThat(error.getPayload()).isInstanceOf(MessageHandlingException.class)
			.hasCauseInstanceOf(PushRefusedException.class);
	}

	@Test
	void adapterTellsTheDefaultErrorChannelOtherwise() {
		CompletableFuture<Message<?>> told = new CompletableFuture<>();
		this.flows.flow("listening", IntegrationFlow.from("errorChannel").handle(told::complete));
		startAdapter(Phoenix.outboundAdapter(this.template).topic("room:elsewhere").event("shout"));
		send(MessageBuilder.withPayload(1));
		assertThat(told.join().getPayload()).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
			.hasCauseInstanceOf(PushRefusedException.class);
	}

	@Test
	void syncAdapterFailsInTheSendersThread() {
		startAdapter(Phoenix.outboundAdapter(this.template).topic("room:elsewhere").event("shout").sync(true));
		assertThatExceptionOfType(MessageHandlingException.class).isThrownBy(() -> send(MessageBuilder.withPayload(1)))
			.havingCause()
			.isInstanceOf(PushRefusedException.class);
	}

	@Test
	void reservedEventIsRefused() {
		startAdapter(Phoenix.outboundAdapter(this.template).topic("room:lobby").event("phx_leave"));
		assertThatExceptionOfType(MessageHandlingException.class).isThrownBy(() -> send(MessageBuilder.withPayload(1)))
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageContaining("phx_leave");
	}

	private void start(PhoenixOutboundGatewaySpec gateway) {
		this.flows.flow("flow", (flow) -> flow.handle(gateway).channel("replies")).start();
	}

	private void startAdapter(PhoenixOutboundChannelAdapterSpec adapter) {
		this.flows.flow("flow", (flow) -> flow.handle(adapter)).start();
	}

	private void send(MessageBuilder<?> message) {
		send("flow.input", message);
	}

	private void send(String channel, MessageBuilder<?> message) {
		this.flows.context.getBean(channel, MessageChannel.class).send(message.build());
	}

	private JsonNode pushed(String event) {
		return this.flows.server.awaitPush("room:lobby", event).payload();
	}

	record Count(int people) {
	}

}
