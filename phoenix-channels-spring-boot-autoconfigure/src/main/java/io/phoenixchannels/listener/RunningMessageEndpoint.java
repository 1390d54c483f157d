package io.phoenixchannels.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.phoenixchannels.client.AsyncMessageHandler;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Hears messages.
 */
final class RunningMessageEndpoint extends RunningEndpoint {

	private final PhoenixListenerEndpoint endpoint;

	private final Pause pause;

	private final TopicDeliveries deliveries;

	private final ListenerHandler handler;

	private final @Nullable RetryingHandler retrying;

	RunningMessageEndpoint(PhoenixListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls, Pause pause,
			ListenerCallPolicy policy, TopicDeliveries deliveries) {
		super(endpoint, client, calls);
		this.endpoint = endpoint;
		this.pause = pause;
		this.deliveries = deliveries;
		ListenerHandler observed = new ObservedHandler(endpoint.handler(), endpoint, policy.observations());
		ListenerHandler called = (endpoint.executor() != null) ? new ExecutorHandler(observed, endpoint.executor())
				: observed;
		RetryPolicy retryPolicy = (endpoint.retryPolicy() != null) ? endpoint.retryPolicy()
				: policy.retryPolicies().apply(client.name());
		this.retrying = (retryPolicy != null) ? new RetryingHandler(called, retryPolicy) : null;
		this.handler = (this.retrying != null) ? this.retrying : called;
	}

	@Override
	void release() {
		if (this.retrying != null) {
			this.retrying.giveUp();
		}
	}

	@Override
	List<PhoenixRegistration> attach(TopicPattern topic, Predicate<String> isNew) {
		AsyncMessageHandler handler = new Handler(topic, isNew);
		List<PhoenixRegistration> registrations = new ArrayList<>();
		if (this.endpoint.events().isEmpty()) {
			registrations.add(onMessage(topic, handler));
		}
		for (String event : this.endpoint.events()) {
			registrations.add(on(topic, event, handler));
		}
		return registrations;
	}

	private PhoenixRegistration onMessage(TopicPattern topic, AsyncMessageHandler handler) {
		return topic.isExact() ? channel(topic).onMessageAsync(handler) : client().onMessageAsync(topic, handler);
	}

	private PhoenixRegistration on(TopicPattern topic, String event, AsyncMessageHandler handler) {
		return topic.isExact() ? channel(topic).onAsync(event, handler) : client().onAsync(topic, event, handler);
	}

	private PhoenixChannel channel(TopicPattern topic) {
		return client().channel(topic.toString());
	}

	@Override
	@Nullable CompletionStage<?> invoke(ListenerInvocation invocation) throws Exception {
		return this.handler.handleAsync(invocation);
	}

	/**
	 * Hands on what the error handler did not deal with.
	 */
	@Override
	void failed(ListenerInvocation invocation, PhoenixListenerException failure) {
		PhoenixListenerErrorHandler errorHandler = this.endpoint.errorHandler();
		if (errorHandler == null) {
			throw failure;
		}
		try {
			errorHandler.handle(invocation.message(), failure);
		}
		catch (Throwable ex) {
			throw (ex != failure) ? failure(invocation, ex) : failure;
		}
	}

	@Override
	String describe(ListenerInvocation invocation) {
		return "event '" + invocation.message().event() + "'";
	}

	/**
	 * Hears one of the topics.
	 */
	private final class Handler implements AsyncMessageHandler {

		private final TopicPattern topic;

		private final Predicate<String> isNew;

		private final @Nullable Predicate<String> fence;

		private Handler(TopicPattern topic, Predicate<String> isNew) {
			this.topic = topic;
			this.isNew = isNew;
			this.fence = RunningMessageEndpoint.this.deliveries.fence(RunningMessageEndpoint.this.endpoint,
					client().name(), topic);
		}

		@Override
		public @Nullable CompletionStage<?> whenReady() {
			return RunningMessageEndpoint.this.pause.whenOver();
		}

		@Override
		public @Nullable CompletionStage<?> handle(PhoenixMessage message) {
			boolean heard = this.topic.isExact() || this.isNew.test(message.topic());
			return (heard && isAdmitted(message)) ? call(invocation(message)) : null;
		}

		private boolean isAdmitted(PhoenixMessage message) {
			return this.fence == null || this.fence.test(message.topic());
		}

		@Override
		public int order() {
			return RunningMessageEndpoint.this.endpoint.order();
		}

		@Override
		public void failed(PhoenixMessage message, Throwable failure) {
			failedLater(invocation(message), failure);
		}

		private ListenerInvocation invocation(PhoenixMessage message) {
			return new ListenerInvocation(message, client(), this.topic);
		}

	}

}
