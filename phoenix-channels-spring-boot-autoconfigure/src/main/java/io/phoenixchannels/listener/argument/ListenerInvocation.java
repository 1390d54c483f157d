package io.phoenixchannels.listener.argument;

import java.util.Map;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.TopicPattern;
import io.phoenixchannels.messaging.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * One message, or something else that a listener hears, on its way to one listener. Used
 * by one thread at a time. What not every listener needs is computed when it is asked
 * for.
 */
public final class ListenerInvocation {

	private final Object subject;

	private final String topic;

	private final PhoenixClient client;

	private final TopicPattern pattern;

	private @Nullable Map<String, String> variables;

	private @Nullable ReceivedMessage asMessage;

	/**
	 * Prepares an invocation with a message.
	 * @param client the one that got the message
	 * @param pattern the topic of the listener, which the topic of the message matches
	 */
	public ListenerInvocation(PhoenixMessage message, PhoenixClient client, TopicPattern pattern) {
		this(message, message.topic(), client, pattern);
	}

	/**
	 * Prepares an invocation.
	 * @param subject a message, an event of a channel, or a {@link PresenceChanged}
	 * @param topic of the subject
	 */
	public ListenerInvocation(Object subject, String topic, PhoenixClient client, TopicPattern pattern) {
		this.subject = subject;
		this.topic = topic;
		this.client = client;
		this.pattern = pattern;
	}

	/**
	 * The message.
	 * @throws ClassCastException if the listener hears something else
	 */
	public PhoenixMessage message() {
		return subject(PhoenixMessage.class);
	}

	/**
	 * The message as spring-messaging sees it.
	 * @throws ClassCastException if the listener hears something else
	 */
	public ReceivedMessage asMessage() {
		ReceivedMessage asMessage = this.asMessage;
		if (asMessage == null) {
			asMessage = new ReceivedMessage(message());
			this.asMessage = asMessage;
		}
		return asMessage;
	}

	/**
	 * What the listener hears.
	 * @throws ClassCastException if it hears something else
	 */
	public <T> T subject(Class<T> type) {
		return type.cast(this.subject);
	}

	/**
	 * The topic of what the listener hears; not its pattern.
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * The client that heard it.
	 */
	public PhoenixClient client() {
		return this.client;
	}

	/**
	 * The channel of the topic.
	 */
	public PhoenixChannel channel() {
		return this.client.channel(this.topic);
	}

	/**
	 * The value of a variable of the topic pattern; null if the pattern has no such
	 * variable.
	 */
	public @Nullable String topicVariable(String name) {
		Map<String, String> values = this.variables;
		if (values == null) {
			values = this.pattern.match(this.topic);
			values = (values != null) ? values : Map.of();
			this.variables = values;
		}
		return values.get(name);
	}

}
