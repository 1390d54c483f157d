package io.phoenixchannels.integration;

import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.messaging.PhoenixHeaders;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.template.PhoenixOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.Expression;
import org.springframework.integration.handler.AbstractReplyProducingMessageHandler;
import org.springframework.messaging.Message;

/**
 * Pushes each message, and sends the response of the reply on. No thread waits for the
 * reply: the flow goes on where the future completes, which is the client's callback
 * executor. With {@link #setAsync(boolean) async} turned off the calling thread waits.
 * <p>
 * The topic and the event are those that are set, or those of the headers
 * {@link PhoenixHeaders#TOPIC} and {@link PhoenixHeaders#EVENT}. The topic must be joined
 * by somebody, as with every push.
 * <p>
 * A push that fails goes to the message's error channel, or else to the bean
 * {@code errorChannel}, with what the template says:
 * {@link io.phoenixchannels.client.PushRejectedException} for a reply whose status is not
 * {@code ok}, {@link io.phoenixchannels.client.PushTimeoutException},
 * {@link io.phoenixchannels.client.PushInterruptedException} or
 * {@link io.phoenixchannels.client.PushRefusedException}, as the cause of a
 * {@link org.springframework.messaging.MessageHandlingException}. A message that cannot
 * be pushed at all (no topic, a reserved event, a payload that Jackson cannot write)
 * fails in the sender's thread.
 */
public class PhoenixOutboundGateway extends AbstractReplyProducingMessageHandler {

	private final PhoenixOperations template;

	private final OutboundMessageMapper mapper = new OutboundMessageMapper();

	private @Nullable Class<?> responseType;

	/**
	 * Pushes with a template, without a thread that waits.
	 */
	@SuppressWarnings("this-escape")
	public PhoenixOutboundGateway(PhoenixOperations template) {
		this.template = template;
		setAsync(true);
	}

	/**
	 * Gives the topic of each message.
	 */
	public void setTopicExpression(Expression topic) {
		this.mapper.topic(topic);
	}

	/**
	 * Gives the event of each message.
	 */
	public void setEventExpression(Expression event) {
		this.mapper.event(event);
	}

	/**
	 * Gives what to push of each message; by default its payload.
	 */
	public void setPayloadExpression(Expression payload) {
		this.mapper.payload(payload);
	}

	/**
	 * Whether a payload that is a {@code String} is JSON already, and pushed as it is. By
	 * default it becomes a JSON string.
	 */
	public void setJsonText(boolean jsonText) {
		this.mapper.jsonText(jsonText);
	}

	/**
	 * What the response is bound to: any type that Jackson reads. By default JSON comes
	 * as its text, a {@code String}, and a binary response as {@code byte[]}.
	 * @param responseType null for the default
	 */
	public void setResponseType(@Nullable Class<?> responseType) {
		this.responseType = responseType;
	}

	OutboundMessageMapper mapper() {
		return this.mapper;
	}

	@Override
	public String getComponentType() {
		return "phoenix:outbound-gateway";
	}

	@Override
	protected void doInit() {
		this.mapper.init(getBeanFactory());
	}

	@Override
	protected Object handleRequestMessage(Message<?> message) {
		CompletableFuture<?> reply = push(this.mapper.topic(message), this.mapper.event(message),
				this.mapper.payload(message));
		return isAsync() ? reply : FutureResult.await(reply);
	}

	private CompletableFuture<?> push(String topic, String event, @Nullable Object payload) {
		return (this.responseType != null) ? this.template.push(topic, event, payload, this.responseType)
				: this.template.push(topic, event, payload, Payload.class).thenApply(WirePayload::of);
	}

}
