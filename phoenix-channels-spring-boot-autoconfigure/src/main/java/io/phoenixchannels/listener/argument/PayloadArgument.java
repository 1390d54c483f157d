package io.phoenixchannels.listener.argument;

import io.phoenixchannels.client.PayloadConverter;
import io.phoenixchannels.protocol.JsonPayload;
import io.phoenixchannels.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The payload, bound once and straight to the type of the parameter.
 *
 * @param nullable whether the JSON null is passed on as null, rather than refused
 * @param validation null if the parameter does not ask for any
 */
record PayloadArgument(PayloadConverter.Reader<?> reader, boolean nullable,
		@Nullable PayloadValidation validation) implements ListenerArgument {

	@Override
	public @Nullable Object value(ListenerInvocation invocation) {
		Payload payload = invocation.message().payload();
		if (this.nullable && payload instanceof JsonPayload json && json.json().equals("null")) {
			return null;
		}
		Object value = this.reader.read(payload);
		if (this.validation != null) {
			this.validation.validate(value, invocation);
		}
		return value;
	}

}
