package io.phoenixchannels.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The channel of one topic. It lives as long as its client, can be joined and left any
 * number of times, and keeps its handlers all along. Threads as in {@link PhoenixClient}.
 */
public interface PhoenixChannel {

	String topic();

	/**
	 * Wants the topic, with the params of an earlier join, or with none. While it is
	 * wanted, the client joins it on each new connection and after each crash of the
	 * channel. Joining a topic that is wanted already changes nothing, and gives the
	 * outcome of that join.
	 * @return completes with the server's reply when the topic is joined; with
	 * {@link JoinRejectedException} when a rejection is final, with
	 * {@link JoinRefusedException} when the join can never be sent, and with
	 * {@link ChannelClosedException} when the topic is left, or closed by the server,
	 * before. It has no deadline of its own, as joining goes on until then
	 */
	CompletableFuture<PhoenixReply> join();

	/**
	 * Wants the topic with params that are the same for every join.
	 * @param params anything that Jackson writes, or a
	 * {@link io.phoenixchannels.protocol.Payload}; null for none. If the topic is wanted
	 * already, they are used from the next join on
	 */
	CompletableFuture<PhoenixReply> join(@Nullable Object params);

	/**
	 * Wants the topic with params that are asked for at every join, for tokens that
	 * expire and cursors that move.
	 */
	CompletableFuture<PhoenixReply> join(JoinParamsSupplier params);

	/**
	 * Shares the topic: it is wanted until as many subscriptions were closed as were
	 * made, and then left, unless {@link #join()} wants it too.
	 */
	PhoenixRegistration subscribe();

	/**
	 * No longer wants the topic, whoever else does: subscriptions end with it. Buffered
	 * pushes fail; those that wait for a reply go on waiting.
	 * @return completes when the server has confirmed, or no longer can
	 */
	CompletableFuture<@Nullable Void> leave();

	/**
	 * Hears the payload of an event.
	 * @param type what to bind the payload to: any type that Jackson reads,
	 * {@code String} for the JSON text, {@code byte[]} or {@code ByteBuffer} for binary
	 * payloads
	 * @return closing it removes the handler, also from within a handler
	 */
	<T> PhoenixRegistration on(String event, Class<T> type, PayloadHandler<? super T> handler);

	/**
	 * Hears the whole message of an event.
	 */
	PhoenixRegistration on(String event, MessageHandler handler);

	/**
	 * Hears every message of the topic, before the handlers of its event do. Reserved
	 * events are not among them.
	 */
	PhoenixRegistration onMessage(MessageHandler handler);

	/**
	 * Hears the whole message of an event, and may take its time without a thread.
	 */
	PhoenixRegistration onAsync(String event, AsyncMessageHandler handler);

	/**
	 * Hears every message of the topic, as {@link #onMessage} does, and may take its time
	 * without a thread.
	 */
	PhoenixRegistration onMessageAsync(AsyncMessageHandler handler);

	/**
	 * Pushes a message and waits for the reply, for as long as the push timeout says.
	 * While the topic is wanted but not joined, the push waits in a bounded buffer; its
	 * deadline counts from this call all the same.
	 * @param payload anything that Jackson writes, a
	 * {@link io.phoenixchannels.protocol.Payload}, or {@code byte[]} or
	 * {@code ByteBuffer} for a binary frame; null sends an empty object
	 * @return completes with the reply, <em>whatever its status is</em>; with
	 * {@link PushTimeoutException} when no reply came in time,
	 * {@link PushInterruptedException} when the connection broke after it was sent, so
	 * that its outcome is unknown, and {@link PushRefusedException} when it was not sent.
	 * Nothing is ever sent twice
	 * @throws IllegalArgumentException if the event is a reserved one, or the payload
	 * cannot be written
	 */
	CompletableFuture<PhoenixReply> push(String event, @Nullable Object payload);

	/**
	 * Pushes a message and reads the response of the reply.
	 * @return as {@link #push(String, Object)}, but completes with
	 * {@link PushRejectedException} when the status of the reply is not {@code ok}
	 */
	<T> CompletableFuture<T> push(String event, @Nullable Object payload, Class<T> responseType);

	/**
	 * Pushes a message and reads the response of the reply as a generic type, as
	 * {@link #push(String, Object, Class)} does.
	 */
	<T> CompletableFuture<T> push(String event, @Nullable Object payload, TypeReference<T> responseType);

	/**
	 * Pushes a message and asks for no reply.
	 * @return completes when the message was given to the connection, and with
	 * {@link PushRefusedException} or {@link PushTimeoutException} when it could not be
	 */
	CompletableFuture<@Nullable Void> send(String event, @Nullable Object payload);

	/**
	 * The same channel, but with another timeout for what is pushed and sent through what
	 * is returned here: for requests that take longer than others, or must not.
	 * @param timeout in place of the client's push timeout, and counted as that one is
	 * @throws IllegalArgumentException if it is not positive
	 */
	PhoenixChannel withPushTimeout(Duration timeout);

	/**
	 * Who is there on this topic, followed from now on until it is closed. Ask for it
	 * before the topic is joined. The same topic gives the same presence.
	 */
	PhoenixPresence presence();

	/**
	 * The last message of the topic that all handlers have seen. It is kept only while
	 * the topic is wanted with a {@link JoinParamsSupplier}, or after
	 * {@link #resumeAfter}.
	 * @return null if there is none, or it is not kept
	 */
	@Nullable PhoenixMessage lastMessage();

	/**
	 * Goes on after a message that was handled elsewhere, as by another instance of the
	 * application: a {@link JoinParamsSupplier} gets it as the last message until a later
	 * one is handled here, or the topic is left.
	 * @throws IllegalArgumentException if the message is of another topic
	 */
	void resumeAfter(PhoenixMessage message);

	/**
	 * Where it stands at this moment; {@link ChannelState#CLOSED} if nobody wants it.
	 */
	ChannelState state();

	/**
	 * The state with all that is known about it.
	 */
	ChannelStatus status();

}
