package io.phoenixchannels.integration;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.Expression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.integration.dsl.MessageHandlerSpec;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.messaging.Message;

/**
 * Describes a {@link PhoenixOutboundGateway}.
 */
public class PhoenixOutboundGatewaySpec extends MessageHandlerSpec<PhoenixOutboundGatewaySpec, PhoenixOutboundGateway> {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	PhoenixOutboundGatewaySpec(PhoenixOutboundGateway handler) {
		this.target = handler;
	}

	/**
	 * Pushes everything on this topic.
	 */
	public PhoenixOutboundGatewaySpec topic(String topic) {
		return topic(new LiteralExpression(topic));
	}

	/**
	 * Finds the topic of each message.
	 */
	public PhoenixOutboundGatewaySpec topic(Function<Message<?>, @Nullable String> topic) {
		return topic(new FunctionExpression<>(topic));
	}

	/**
	 * Finds the topic of each message.
	 * @param topic an expression on the message, such as {@code headers['room']}
	 */
	public PhoenixOutboundGatewaySpec topicExpression(String topic) {
		return topic(PARSER.parseExpression(topic));
	}

	/**
	 * Pushes everything as this event.
	 */
	public PhoenixOutboundGatewaySpec event(String event) {
		return event(new LiteralExpression(event));
	}

	/**
	 * Finds the event of each message.
	 */
	public PhoenixOutboundGatewaySpec event(Function<Message<?>, @Nullable String> event) {
		return event(new FunctionExpression<>(event));
	}

	/**
	 * Finds the event of each message.
	 * @param event an expression on the message
	 */
	public PhoenixOutboundGatewaySpec eventExpression(String event) {
		return event(PARSER.parseExpression(event));
	}

	/**
	 * Finds what to push of each message, instead of its payload.
	 */
	public PhoenixOutboundGatewaySpec payload(Function<Message<?>, @Nullable Object> payload) {
		handler().setPayloadExpression(new FunctionExpression<>(payload));
		return this;
	}

	/**
	 * Finds what to push of each message, instead of its payload.
	 * @param payload an expression on the message
	 */
	public PhoenixOutboundGatewaySpec payloadExpression(String payload) {
		handler().setPayloadExpression(PARSER.parseExpression(payload));
		return this;
	}

	/**
	 * Says that a payload that is a {@code String} is JSON already.
	 * @see PhoenixOutboundGateway#setJsonText(boolean)
	 */
	public PhoenixOutboundGatewaySpec jsonText() {
		handler().setJsonText(true);
		return this;
	}

	/**
	 * What the response is bound to, instead of JSON as its text and bytes as bytes.
	 * @see PhoenixOutboundGateway#setResponseType(Class)
	 */
	public PhoenixOutboundGatewaySpec responseType(Class<?> type) {
		handler().setResponseType(type);
		return this;
	}

	/**
	 * Whether the flow goes on without a waiting thread, which is the default.
	 * @see PhoenixOutboundGateway#setAsync(boolean)
	 */
	public PhoenixOutboundGatewaySpec async(boolean async) {
		handler().setAsync(async);
		return this;
	}

	private PhoenixOutboundGatewaySpec topic(Expression topic) {
		handler().setTopicExpression(topic);
		return this;
	}

	private PhoenixOutboundGatewaySpec event(Expression event) {
		handler().setEventExpression(event);
		return this;
	}

	private PhoenixOutboundGateway handler() {
		return Objects.requireNonNull(this.target);
	}

}
