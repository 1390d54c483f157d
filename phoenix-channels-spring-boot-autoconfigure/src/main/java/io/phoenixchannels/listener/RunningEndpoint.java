package io.phoenixchannels.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerInvocation;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint while it is attached to its client.
 */
abstract class RunningEndpoint {

	private final ListenerEndpoint endpoint;

	private final PhoenixClient client;

	private final RunningCalls calls;

	private final List<PhoenixRegistration> registrations = new ArrayList<>();

	RunningEndpoint(ListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls) {
		this.endpoint = endpoint;
		this.client = client;
		this.calls = calls;
	}

	static RunningEndpoint of(ListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls, Pause pause,
			ListenerCallPolicy policy, TopicDeliveries deliveries) {
		if (endpoint instanceof PhoenixListenerEndpoint messages) {
			return new RunningMessageEndpoint(messages, client, calls, pause, policy, deliveries);
		}
		if (endpoint instanceof PhoenixChannelListenerEndpoint channels) {
			return new RunningChannelEndpoint(channels, client, calls);
		}
		return new RunningPresenceEndpoint((PhoenixPresenceListenerEndpoint) endpoint, client, calls);
	}

	final ListenerEndpoint endpoint() {
		return this.endpoint;
	}

	final PhoenixClient client() {
		return this.client;
	}

	final void attach() {
		List<TopicPattern> topics = this.endpoint.topics();
		for (int index = 0; index < topics.size(); index++) {
			TopicPattern topic = topics.get(index);
			List<TopicPattern> earlier = topics.subList(0, index);
			Predicate<String> isNew = (name) -> earlier.stream().noneMatch((pattern) -> pattern.matches(name));
			if (!topic.isExact() || isNew.test(topic.toString())) {
				this.registrations.addAll(attach(topic, isNew));
			}
		}
	}

	/**
	 * Attaches one of the topics.
	 * @param isNew whether no earlier topic of the listener matches
	 */
	abstract List<PhoenixRegistration> attach(TopicPattern topic, Predicate<String> isNew);

	final void detach() {
		this.registrations.forEach(PhoenixRegistration::close);
		this.registrations.clear();
	}

	/**
	 * Lets calls that wait for something else than their own end end now. Called after
	 * {@link #detach()}, without a lock.
	 */
	void release() {
	}

	/**
	 * Calls the listener.
	 * @return completes when the listener has ended; null if it has. If it fails, the
	 * call is under way until {@link #failedLater} is called
	 */
	final @Nullable CompletionStage<?> call(ListenerInvocation invocation) {
		CompletionStage<?> stage = null;
		this.calls.begin();
		try {
			stage = invoke(invocation);
			return (stage != null) ? stage.whenComplete(this::endUnlessFailed) : null;
		}
		catch (Throwable ex) {
			stage = null;
			failed(invocation, failure(invocation, ex));
			return null;
		}
		finally {
			if (stage == null) {
				this.calls.end();
			}
		}
	}

	private void endUnlessFailed(@Nullable Object value, @Nullable Throwable failure) {
		if (failure == null) {
			this.calls.end();
		}
	}

	/**
	 * Ends a call whose stage has failed.
	 */
	final void failedLater(ListenerInvocation invocation, Throwable failure) {
		try {
			failed(invocation, failure(invocation, failure));
		}
		finally {
			this.calls.end();
		}
	}

	/**
	 * Lets the handler do its work.
	 * @return completes when it is done; null if it is
	 */
	@Nullable CompletionStage<?> invoke(ListenerInvocation invocation) throws Exception {
		this.endpoint.handler().handle(invocation);
		return null;
	}

	/**
	 * Deals with a failure; what it throws is logged and counted by the client.
	 */
	void failed(ListenerInvocation invocation, PhoenixListenerException failure) {
		throw failure;
	}

	final PhoenixListenerException failure(ListenerInvocation invocation, Throwable cause) {
		return new PhoenixListenerException(this.endpoint, describe(invocation), invocation.topic(), cause);
	}

	/**
	 * What the listener is called with, for people.
	 */
	abstract String describe(ListenerInvocation invocation);

}
