package io.phoenixchannels.push;

import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.template.PhoenixOperations;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

import org.springframework.core.ResolvableType;

/**
 * What a push method asks for.
 */
@FunctionalInterface
interface PushRequest {

	/**
	 * What gives nothing.
	 */
	Set<String> NOTHING = Set.of("void", Void.class.getName(), "kotlin.Unit");

	/**
	 * Asks for no reply.
	 */
	PushRequest SEND = PhoenixOperations::send;

	/**
	 * Asks for the reply.
	 */
	PushRequest REPLY = PhoenixOperations::push;

	CompletableFuture<?> push(PhoenixOperations operations, String topic, String event, @Nullable Object payload);

	/**
	 * Asks for a value of a type.
	 * @throws IllegalArgumentException if the type says nothing
	 */
	static PushRequest of(Type type) {
		Class<?> raw = ResolvableType.forType(type).resolve();
		if (raw == null) {
			throw new IllegalArgumentException("its return type does not say what the response is to be read as."
					+ " Name a type, PhoenixReply for the reply as it is, or Void to ask for none");
		}
		if (NOTHING.contains(raw.getName())) {
			return SEND;
		}
		return (raw == PhoenixReply.class) ? REPLY : response(new ResponseType(type));
	}

	private static PushRequest response(TypeReference<Object> type) {
		return (operations, topic, event, payload) -> operations.push(topic, event, payload, type);
	}

	/**
	 * A type that was found out, not written down.
	 */
	final class ResponseType extends TypeReference<Object> {

		private final Type type;

		private ResponseType(Type type) {
			this.type = type;
		}

		@Override
		public Type getType() {
			return this.type;
		}

	}

}
