package io.phoenixchannels.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.phoenixchannels.client.MessageHandler;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixRegistration;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.listener.argument.ListenerInvocation;

/**
 * Hears messages.
 */
final class RunningMessageEndpoint extends RunningEndpoint {

	private final PhoenixListenerEndpoint endpoint;

	RunningMessageEndpoint(PhoenixListenerEndpoint endpoint, PhoenixClient client, RunningCalls calls) {
		super(endpoint, client, calls);
		this.endpoint = endpoint;
	}

	@Override
	List<PhoenixRegistration> attach(TopicPattern topic, Predicate<String> isNew) {
		MessageHandler handler = (message) -> {
			if (topic.isExact() || isNew.test(message.topic())) {
				call(new ListenerInvocation(message, client(), topic), "event '" + message.event() + "'");
			}
		};
		List<PhoenixRegistration> registrations = new ArrayList<>();
		if (this.endpoint.events().isEmpty()) {
			registrations.add(onMessage(topic, handler));
		}
		for (String event : this.endpoint.events()) {
			registrations.add(on(topic, event, handler));
		}
		return registrations;
	}

	private PhoenixRegistration onMessage(TopicPattern topic, MessageHandler handler) {
		return topic.isExact() ? channel(topic).onMessage(handler) : client().onMessage(topic, handler);
	}

	private PhoenixRegistration on(TopicPattern topic, String event, MessageHandler handler) {
		return topic.isExact() ? channel(topic).on(event, handler) : client().on(topic, event, handler);
	}

	private PhoenixChannel channel(TopicPattern topic) {
		return client().channel(topic.toString());
	}

	/**
	 * Hands on what the error handler did not deal with.
	 */
	@Override
	void failed(ListenerInvocation invocation, String subject, PhoenixListenerException failure) {
		PhoenixListenerErrorHandler errorHandler = this.endpoint.errorHandler();
		if (errorHandler == null) {
			throw failure;
		}
		try {
			errorHandler.handle(invocation.message(), failure);
		}
		catch (Throwable ex) {
			throw (ex != failure) ? new PhoenixListenerException(this.endpoint, subject, invocation.topic(), ex)
					: failure;
		}
	}

}
