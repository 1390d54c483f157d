package io.phoenixchannels.integration;

import java.util.HashMap;
import java.util.Map;

import io.phoenixchannels.client.PayloadConversionException;
import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.messaging.PhoenixHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.support.MessageBuilderFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * Makes Spring's messages out of Phoenix's.
 */
final class InboundMessageMapper {

	private final MessageBuilderFactory builders;

	private final PayloadConverter.@Nullable Reader<?> reader;

	/**
	 * @param reader what reads the payloads; null to take them as they came
	 */
	InboundMessageMapper(MessageBuilderFactory builders, PayloadConverter.@Nullable Reader<?> reader) {
		this.builders = builders;
		this.reader = reader;
	}

	/**
	 * Maps a message.
	 * @throws MessageConversionException with the message as it came, if its payload
	 * cannot be read
	 */
	Message<?> map(PhoenixMessage message, TopicPattern topic) {
		if (this.reader == null) {
			return build(WirePayload.of(message.payload()), message, topic);
		}
		Object payload;
		try {
			payload = this.reader.read(message.payload());
		}
		catch (PayloadConversionException ex) {
			throw new MessageConversionException(build(WirePayload.of(message.payload()), message, topic),
					"Event '" + message.event() + "' on '" + message.topic() + "': " + ex.getMessage(), ex);
		}
		return build(payload, message, topic);
	}

	private Message<?> build(Object payload, PhoenixMessage message, TopicPattern topic) {
		Map<String, Object> headers = new HashMap<>();
		headers.put(PhoenixHeaders.TOPIC, message.topic());
		headers.put(PhoenixHeaders.EVENT, message.event());
		if (message.ref() != null) {
			headers.put(PhoenixHeaders.REF, message.ref());
		}
		if (message.joinRef() != null) {
			headers.put(PhoenixHeaders.JOIN_REF, message.joinRef());
		}
		if (!topic.variables().isEmpty()) {
			Map<String, String> variables = topic.match(message.topic());
			if (variables != null) {
				headers.put(PhoenixHeaders.TOPIC_VARIABLES, variables);
			}
		}
		return this.builders.withPayload(payload).copyHeaders(headers).build();
	}

}
