package io.phoenixchannels.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.phoenixchannels.client.observation.PhoenixPushContext.Operation;
import io.phoenixchannels.protocol.Payload;
import io.phoenixchannels.protocol.ReservedEvents;
import io.phoenixchannels.session.ChannelState;
import io.phoenixchannels.session.ChannelStatus;
import io.phoenixchannels.session.JoinParams;
import io.phoenixchannels.session.Outcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A topic of a client. It holds no state of its own, so that nothing is kept for topics
 * that nobody wants.
 */
final class DefaultChannel implements PhoenixChannel {

	private final DefaultPhoenixClient client;

	private final String topic;

	private final TopicPattern pattern;

	private final Duration pushTimeout;

	DefaultChannel(DefaultPhoenixClient client, String topic, Duration pushTimeout) {
		this.client = client;
		this.topic = topic;
		this.pattern = TopicPattern.exactly(topic);
		this.pushTimeout = pushTimeout;
	}

	@Override
	public String topic() {
		return this.topic;
	}

	@Override
	public CompletableFuture<PhoenixReply> join() {
		return this.client.requestJoin(this.topic, null);
	}

	@Override
	public CompletableFuture<PhoenixReply> join(@Nullable Object params) {
		return this.client.requestJoin(this.topic, new JoinParams.Fixed(this.client.payloadConverter().write(params)));
	}

	@Override
	public CompletableFuture<PhoenixReply> join(JoinParamsSupplier params) {
		return this.client.requestJoin(this.topic, new JoinParams.Supplied(params));
	}

	@Override
	public PhoenixRegistration subscribe() {
		return this.client.subscribe(this.topic);
	}

	@Override
	public CompletableFuture<@Nullable Void> leave() {
		return this.client.requestLeave(this.topic);
	}

	@Override
	public <T> PhoenixRegistration on(String event, Class<T> type, PayloadHandler<? super T> handler) {
		return this.client.on(this.pattern, event, type, handler);
	}

	@Override
	public PhoenixRegistration on(String event, MessageHandler handler) {
		return this.client.on(this.pattern, event, handler);
	}

	@Override
	public PhoenixRegistration onMessage(MessageHandler handler) {
		return this.client.onMessage(this.pattern, handler);
	}

	@Override
	public PhoenixRegistration onAsync(String event, AsyncMessageHandler handler) {
		return this.client.onAsync(this.pattern, event, handler);
	}

	@Override
	public PhoenixRegistration onMessageAsync(AsyncMessageHandler handler) {
		return this.client.onMessageAsync(this.pattern, handler);
	}

	@Override
	public CompletableFuture<PhoenixReply> push(String event, @Nullable Object payload) {
		PushObservation observation = observe(event, Operation.PUSH);
		OperationFuture<PhoenixReply> future = new OperationFuture<>();
		push(event, payload, Operation.PUSH, observation, future.resolvedBy((outcome) -> {
			if (outcome instanceof Outcome.Replied replied) {
				observation.replied(replied.reply().status());
				future.complete(new PhoenixReply(replied.reply(), this.client.payloadConverter()));
			}
			else {
				fail(future, observation, failure(event, outcome));
			}
		}));
		return future;
	}

	@Override
	public <T> CompletableFuture<T> push(String event, @Nullable Object payload, Class<T> responseType) {
		return accepted(event, payload, (reply) -> reply.response(responseType));
	}

	@Override
	public <T> CompletableFuture<T> push(String event, @Nullable Object payload, TypeReference<T> responseType) {
		return accepted(event, payload, (reply) -> reply.response(responseType));
	}

	private <T> CompletableFuture<T> accepted(String event, @Nullable Object payload,
			Function<PhoenixReply, T> response) {
		return push(event, payload).thenApply((reply) -> {
			if (!reply.isOk()) {
				throw new PushRejectedException(this.topic, event, reply);
			}
			return response.apply(reply);
		});
	}

	@Override
	public CompletableFuture<@Nullable Void> send(String event, @Nullable Object payload) {
		PushObservation observation = observe(event, Operation.SEND);
		OperationFuture<@Nullable Void> future = new OperationFuture<>();
		push(event, payload, Operation.SEND, observation, future.resolvedBy((outcome) -> {
			if (outcome instanceof Outcome.Done) {
				observation.sent();
				future.complete(null);
			}
			else {
				fail(future, observation, failure(event, outcome));
			}
		}));
		return future;
	}

	private PushObservation observe(String event, Operation operation) {
		if (ReservedEvents.contains(event)) {
			throw new IllegalArgumentException(
					"'" + event + "' is an event of the protocol itself, which an application cannot push");
		}
		return this.client.pushObservations().start(this.topic, event, operation);
	}

	private void push(String event, @Nullable Object payload, Operation operation, PushObservation observation,
			Resolution resolution) {
		try {
			Payload written = this.client.payloadConverter().write(payload);
			this.client.push(this.topic, event, written, this.pushTimeout, operation == Operation.PUSH, resolution);
		}
		catch (RuntimeException ex) {
			observation.failed(ex);
			throw ex;
		}
	}

	private static void fail(CompletableFuture<?> future, PushObservation observation, PushException failure) {
		observation.failed(failure);
		future.completeExceptionally(failure);
	}

	private PushException failure(String event, Outcome outcome) {
		if (outcome instanceof Outcome.TimedOut timedOut) {
			return new PushTimeoutException(this.topic, event, timedOut.sent());
		}
		if (outcome instanceof Outcome.Interrupted interrupted) {
			return new PushInterruptedException(this.topic, event, interrupted.why());
		}
		return new PushRefusedException(this.topic, event,
				(outcome instanceof Outcome.Refused refused) ? refused.why() : "the client is closed");
	}

	@Override
	public PhoenixChannel withPushTimeout(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("A push timeout must be positive, but is " + timeout);
		}
		return new DefaultChannel(this.client, this.topic, timeout);
	}

	@Override
	public PhoenixPresence presence() {
		return this.client.presence(this);
	}

	@Override
	public @Nullable PhoenixMessage lastMessage() {
		return this.client.dispatchers().lastMessage(this.topic);
	}

	@Override
	public void resumeAfter(PhoenixMessage message) {
		if (!message.topic().equals(this.topic)) {
			throw new IllegalArgumentException(
					"A message of '" + message.topic() + "' cannot be the last one of '" + this.topic + "'");
		}
		this.client.dispatchers().resumeAfter(message);
	}

	@Override
	public ChannelState state() {
		return status().state();
	}

	@Override
	public ChannelStatus status() {
		ChannelStatus status = this.client.channelStatus(this.topic);
		return (status != null) ? status
				: new ChannelStatus(this.topic, ChannelState.CLOSED, null, Instant.EPOCH, 0, null, null);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof DefaultChannel that && this.client == that.client && this.topic.equals(that.topic);
	}

	@Override
	public int hashCode() {
		return this.topic.hashCode();
	}

	@Override
	public String toString() {
		return "channel '" + this.topic + "' of client '" + this.client.name() + "'";
	}

}
