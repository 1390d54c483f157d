package io.phoenixchannels.integration;

import io.phoenixchannels.messaging.PhoenixHeaders;
import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.integration.expression.ExpressionUtils;
import org.springframework.messaging.Message;

/**
 * Finds out what to push, and where to.
 */
final class OutboundMessageMapper {

	private @Nullable Expression topic;

	private @Nullable Expression event;

	private @Nullable Expression payload;

	private boolean jsonText;

	private @Nullable EvaluationContext context;

	void topic(Expression topic) {
		this.topic = topic;
	}

	void event(Expression event) {
		this.event = event;
	}

	void payload(Expression payload) {
		this.payload = payload;
	}

	void jsonText(boolean jsonText) {
		this.jsonText = jsonText;
	}

	void init(BeanFactory beanFactory) {
		this.context = ExpressionUtils.createStandardEvaluationContext(beanFactory);
	}

	/**
	 * The topic of a message.
	 * @throws IllegalArgumentException if it has none
	 */
	String topic(Message<?> message) {
		return text(this.topic, PhoenixHeaders.TOPIC, "topic", message);
	}

	/**
	 * The event of a message.
	 * @throws IllegalArgumentException if it has none
	 */
	String event(Message<?> message) {
		return text(this.event, PhoenixHeaders.EVENT, "event", message);
	}

	@Nullable Object payload(Message<?> message) {
		Object value = (this.payload != null) ? evaluate(this.payload, message) : message.getPayload();
		return (this.jsonText && value instanceof String text) ? Payload.json(text) : value;
	}

	private String text(@Nullable Expression expression, String header, String what, Message<?> message) {
		Object value = (expression != null) ? evaluate(expression, message) : message.getHeaders().get(header);
		if (value == null || value.toString().isEmpty()) {
			throw new IllegalArgumentException((expression != null)
					? "The " + what + " expression '" + expression.getExpressionString() + "' gives nothing"
					: "No " + what + " is set, and the message has no header '" + header + "'");
		}
		return value.toString();
	}

	private @Nullable Object evaluate(Expression expression, Message<?> message) {
		return (this.context != null) ? expression.getValue(this.context, message) : expression.getValue(message);
	}

}
