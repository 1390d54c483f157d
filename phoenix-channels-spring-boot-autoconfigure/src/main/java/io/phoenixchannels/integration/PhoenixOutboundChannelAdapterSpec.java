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
 * Describes a {@link PhoenixOutboundChannelAdapter}.
 */
public class PhoenixOutboundChannelAdapterSpec
		extends MessageHandlerSpec<PhoenixOutboundChannelAdapterSpec, PhoenixOutboundChannelAdapter> {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	PhoenixOutboundChannelAdapterSpec(PhoenixOutboundChannelAdapter handler) {
		this.target = handler;
	}

	/**
	 * Pushes everything on this topic.
	 */
	public PhoenixOutboundChannelAdapterSpec topic(String topic) {
		return topic(new LiteralExpression(topic));
	}

	/**
	 * Finds the topic of each message.
	 */
	public PhoenixOutboundChannelAdapterSpec topic(Function<Message<?>, @Nullable String> topic) {
		return topic(new FunctionExpression<>(topic));
	}

	/**
	 * Finds the topic of each message.
	 * @param topic an expression on the message, such as {@code headers['room']}
	 */
	public PhoenixOutboundChannelAdapterSpec topicExpression(String topic) {
		return topic(PARSER.parseExpression(topic));
	}

	/**
	 * Pushes everything as this event.
	 */
	public PhoenixOutboundChannelAdapterSpec event(String event) {
		return event(new LiteralExpression(event));
	}

	/**
	 * Finds the event of each message.
	 */
	public PhoenixOutboundChannelAdapterSpec event(Function<Message<?>, @Nullable String> event) {
		return event(new FunctionExpression<>(event));
	}

	/**
	 * Finds the event of each message.
	 * @param event an expression on the message
	 */
	public PhoenixOutboundChannelAdapterSpec eventExpression(String event) {
		return event(PARSER.parseExpression(event));
	}

	/**
	 * Finds what to push of each message, instead of its payload.
	 */
	public PhoenixOutboundChannelAdapterSpec payload(Function<Message<?>, @Nullable Object> payload) {
		handler().setPayloadExpression(new FunctionExpression<>(payload));
		return this;
	}

	/**
	 * Finds what to push of each message, instead of its payload.
	 * @param payload an expression on the message
	 */
	public PhoenixOutboundChannelAdapterSpec payloadExpression(String payload) {
		handler().setPayloadExpression(PARSER.parseExpression(payload));
		return this;
	}

	/**
	 * Says that a payload that is a {@code String} is JSON already.
	 * @see PhoenixOutboundChannelAdapter#setJsonText(boolean)
	 */
	public PhoenixOutboundChannelAdapterSpec jsonText() {
		handler().setJsonText(true);
		return this;
	}

	/**
	 * Whether the calling thread waits, and gets the failure.
	 * @see PhoenixOutboundChannelAdapter#setSync(boolean)
	 */
	public PhoenixOutboundChannelAdapterSpec sync(boolean sync) {
		handler().setSync(sync);
		return this;
	}

	private PhoenixOutboundChannelAdapterSpec topic(Expression topic) {
		handler().setTopicExpression(topic);
		return this;
	}

	private PhoenixOutboundChannelAdapterSpec event(Expression event) {
		handler().setEventExpression(event);
		return this;
	}

	private PhoenixOutboundChannelAdapter handler() {
		return Objects.requireNonNull(this.target);
	}

}
