package io.phoenixchannels.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerInvocation;

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

	static RunningEndpoint of(ListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls) {
		if (endpoint instanceof PhoenixListenerEndpoint messages) {
			return new RunningMessageEndpoint(messages, client, calls);
		}
		if (endpoint instanceof PhoenixChannelListenerEndpoint channels) {
			return new RunningChannelEndpoint(channels, client, calls);
		}
		return new RunningPresenceEndpoint((PhoenixPresenceListenerEndpoint) endpoint, client, calls);
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
	 * Calls the listener.
	 * @param subject what it is called with, for people
	 */
	final void call(ListenerInvocation invocation, String subject) {
		this.calls.begin();
		try {
			this.endpoint.handler().handle(invocation);
		}
		catch (Throwable ex) {
			failed(invocation, subject, new PhoenixListenerException(this.endpoint, subject, invocation.topic(), ex));
		}
		finally {
			this.calls.end();
		}
	}

	/**
	 * Deals with a failure; what it throws is logged and counted by the client.
	 */
	void failed(ListenerInvocation invocation, String subject, PhoenixListenerException failure) {
		throw failure;
	}

}
