package io.phoenixchannels.template;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixReply;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Pushes messages on topics that the application has joined, be it by the property
 * {@code phoenix.channels.topics}, by a listener of the topic, or with the client. A
 * topic that it has not joined fails the push: Phoenix accepts none there.
 * <p>
 * No method blocks, and all may be called from any thread. Payloads are anything that
 * Jackson writes, {@code byte[]} or {@code ByteBuffer} for a binary frame, or null for an
 * empty object. While a topic is wanted but not joined, such as after a break, pushes
 * wait in a bounded buffer.
 */
public interface PhoenixOperations {

	/**
	 * Pushes a message and waits for the reply.
	 * @return completes with the reply, <em>whatever its status is</em>, or with
	 * {@link io.phoenixchannels.client.PushTimeoutException},
	 * {@link io.phoenixchannels.client.PushInterruptedException} (the connection broke
	 * after it was sent: its outcome is unknown) or
	 * {@link io.phoenixchannels.client.PushRefusedException} (it was not sent, as the
	 * topic is not wanted, or the buffer is full). Nothing is ever sent twice
	 * @throws IllegalArgumentException if the event is a reserved one, or the payload
	 * cannot be written
	 */
	CompletableFuture<PhoenixReply> push(String topic, String event, @Nullable Object payload);

	/**
	 * Pushes a message and reads the response of the reply.
	 * @param responseType any type that Jackson reads
	 * @return as {@link #push(String, String, Object)}, but completes with
	 * {@link io.phoenixchannels.client.PushRejectedException} when the status of the
	 * reply is not {@code ok}
	 * @throws IllegalArgumentException if the event is a reserved one, or the payload
	 * cannot be written
	 */
	<T> CompletableFuture<T> push(String topic, String event, @Nullable Object payload, Class<T> responseType);

	/**
	 * Pushes a message and reads the response of the reply as a generic type, such as
	 * {@code new TypeReference<List<User>>() { }}.
	 * @return as {@link #push(String, String, Object, Class)}
	 * @throws IllegalArgumentException if the event is a reserved one, or the payload
	 * cannot be written
	 */
	<T> CompletableFuture<T> push(String topic, String event, @Nullable Object payload, TypeReference<T> responseType);

	/**
	 * Pushes a message and asks for no reply.
	 * @return completes when the message was given to the connection, and with
	 * {@link io.phoenixchannels.client.PushRefusedException} or
	 * {@link io.phoenixchannels.client.PushTimeoutException} when it could not be
	 * @throws IllegalArgumentException if the event is a reserved one, or the payload
	 * cannot be written
	 */
	CompletableFuture<@Nullable Void> send(String topic, String event, @Nullable Object payload);

	/**
	 * The same operations with another timeout than that of the client.
	 * @param timeout counted from the call on, as {@code phoenix.channels.push.timeout}
	 * is
	 * @throws IllegalArgumentException if it is not positive
	 */
	PhoenixOperations withTimeout(Duration timeout);

}
