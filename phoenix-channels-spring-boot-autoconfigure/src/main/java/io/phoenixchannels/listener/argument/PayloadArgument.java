package io.phoenixchannels.listener.argument;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The payload, bound once and straight to the type of the parameter.
 *
 * @param nullable whether the JSON null is passed on as null, rather than refused
 */
record PayloadArgument(PayloadConverter.Reader<?> reader, boolean nullable) implements ListenerArgument {

	@Override
	public @Nullable Object value(ListenerInvocation invocation) {
		Payload payload = invocation.message().payload();
		if (this.nullable && payload instanceof JsonPayload json && json.json().equals("null")) {
			return null;
		}
		return this.reader.read(payload);
	}

}
