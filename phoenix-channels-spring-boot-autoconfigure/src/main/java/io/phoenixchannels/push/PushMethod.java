package io.phoenixchannels.push;

import io.phoenixchannels.template.PhoenixOperations;
import org.jspecify.annotations.Nullable;

/**
 * A method that pushes, with everything decided that does not depend on its arguments.
 *
 * @param payload the index of the parameter for the payload; -1 if there is none
 */
record PushMethod(PhoenixOperations operations, PushTopic topic, String event, int payload, PushReturn returned) {

	@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		String topic = this.topic.expand(arguments);
		@Nullable Object payload = (this.payload >= 0) ? arguments[this.payload] : null;
		return this.returned.delivery()
			.deliver(() -> this.returned.request().push(this.operations, topic, this.event, payload));
	}

}
