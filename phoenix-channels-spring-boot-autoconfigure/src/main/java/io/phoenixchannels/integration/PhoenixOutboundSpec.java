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
import org.springframework.messaging.MessageHandler;

/**
 * Describes what pushes: which message, and where to.
 *
 * @param <S> the type of the specification itself
 * @param <H> the type of what it describes
 */
public abstract class PhoenixOutboundSpec<S extends PhoenixOutboundSpec<S, H>, H extends MessageHandler>
		extends MessageHandlerSpec<S, H> {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private final OutboundMessageMapper mapper;

	PhoenixOutboundSpec(H handler, OutboundMessageMapper mapper) {
		this.target = handler;
		this.mapper = mapper;
	}

	/**
	 * Pushes everything on this topic.
	 */
	public S topic(String topic) {
		return topic(new LiteralExpression(topic));
	}

	/**
	 * Finds the topic of each message.
	 */
	public S topic(Function<Message<?>, @Nullable String> topic) {
		return topic(new FunctionExpression<>(topic));
	}

	/**
	 * Finds the topic of each message.
	 * @param topic an expression on the message, such as {@code headers['room']}
	 */
	public S topicExpression(String topic) {
		return topic(PARSER.parseExpression(topic));
	}

	private S topic(Expression topic) {
		this.mapper.topic(topic);
		return _this();
	}

	/**
	 * Pushes everything as this event.
	 */
	public S event(String event) {
		return event(new LiteralExpression(event));
	}

	/**
	 * Finds the event of each message.
	 */
	public S event(Function<Message<?>, @Nullable String> event) {
		return event(new FunctionExpression<>(event));
	}

	/**
	 * Finds the event of each message.
	 * @param event an expression on the message
	 */
	public S eventExpression(String event) {
		return event(PARSER.parseExpression(event));
	}

	private S event(Expression event) {
		this.mapper.event(event);
		return _this();
	}

	/**
	 * Finds what to push of each message, instead of its payload.
	 */
	public S payload(Function<Message<?>, @Nullable Object> payload) {
		this.mapper.payload(new FunctionExpression<>(payload));
		return _this();
	}

	/**
	 * Finds what to push of each message, instead of its payload.
	 * @param payload an expression on the message
	 */
	public S payloadExpression(String payload) {
		this.mapper.payload(PARSER.parseExpression(payload));
		return _this();
	}

	/**
	 * Says that a payload that is a {@code String} is JSON already, and pushed as it is.
	 * By default it becomes a JSON string.
	 */
	public S jsonText() {
		this.mapper.jsonText(true);
		return _this();
	}

	final H handler() {
		return Objects.requireNonNull(this.target);
	}

}
