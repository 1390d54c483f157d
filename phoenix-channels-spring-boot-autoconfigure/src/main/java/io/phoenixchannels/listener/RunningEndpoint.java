package io.phoenixchannels.listener;

import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.client.MessageHandler;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerInvocation;

/**
 * An endpoint while it is attached to its client.
 */
final class RunningEndpoint {

	private final PhoenixListenerEndpoint endpoint;

	private final PhoenixClient client;

	private final RunningCalls calls;

	private final List<PhoenixRegistration> registrations = new ArrayList<>();

	RunningEndpoint(PhoenixListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls) {
		this.endpoint = endpoint;
		this.client = client;
		this.calls = calls;
	}

	void attach() {
		for (int index = 0; index < this.endpoint.topics().size(); index++) {
			TopicPattern topic = this.endpoint.topics().get(index);
			List<TopicPattern> earlier = this.endpoint.topics().subList(0, index);
			if (!topic.isExact()) {
				attach(topic, (message) -> {
					if (earlier.stream().noneMatch((pattern) -> pattern.matches(message.topic()))) {
						call(message, topic);
					}
				});
			}
			else if (earlier.stream().noneMatch((pattern) -> pattern.matches(topic.toString()))) {
				attach(topic, (message) -> call(message, topic));
			}
		}
	}

	private void attach(TopicPattern topic, MessageHandler handler) {
		if (this.endpoint.events().isEmpty()) {
			this.registrations.add(onMessage(topic, handler));
		}
		for (String event : this.endpoint.events()) {
			this.registrations.add(on(topic, event, handler));
		}
	}

	private PhoenixRegistration onMessage(TopicPattern topic, MessageHandler handler) {
		return topic.isExact() ? channel(topic).onMessage(handler) : this.client.onMessage(topic, handler);
	}

	private PhoenixRegistration on(TopicPattern topic, String event, MessageHandler handler) {
		return topic.isExact() ? channel(topic).on(event, handler) : this.client.on(topic, event, handler);
	}

	private PhoenixChannel channel(TopicPattern topic) {
		return this.client.channel(topic.toString());
	}

	void detach() {
		this.registrations.forEach(PhoenixRegistration::close);
		this.registrations.clear();
	}

	private void call(PhoenixMessage message, TopicPattern topic) {
		this.calls.begin();
		try {
			this.endpoint.handler().handle(new ListenerInvocation(message, this.client, topic));
		}
		catch (Throwable ex) {
			failed(message, new PhoenixListenerException(this.endpoint, message, ex));
		}
		finally {
			this.calls.end();
		}
	}

	/**
	 * Hands on what nobody dealt with: the client logs and counts it.
	 */
	private void failed(PhoenixMessage message, PhoenixListenerException failure) {
		PhoenixListenerErrorHandler errorHandler = this.endpoint.errorHandler();
		if (errorHandler == null) {
			throw failure;
		}
		try {
			errorHandler.handle(message, failure);
		}
		catch (Throwable ex) {
			throw (ex != failure) ? new PhoenixListenerException(this.endpoint, message, ex) : failure;
		}
	}

}
