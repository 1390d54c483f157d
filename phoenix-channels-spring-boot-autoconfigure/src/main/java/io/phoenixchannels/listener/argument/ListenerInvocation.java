package io.phoenixchannels.listener.argument;

import java.util.Map;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one listener. Used by one thread. What not every listener
 * needs is computed when it is asked for.
 */
public final class ListenerInvocation {

	private final PhoenixMessage message;

	private final PhoenixClient client;

	private final TopicPattern pattern;

	private @Nullable Map<String, String> variables;

	/**
	 * Prepares an invocation.
	 * @param client the one that got the message
	 * @param pattern the topic of the listener, which the topic of the message matches
	 */
	public ListenerInvocation(PhoenixMessage message, PhoenixClient client, TopicPattern pattern) {
		this.message = message;
		this.client = client;
		this.pattern = pattern;
	}

	public PhoenixMessage message() {
		return this.message;
	}

	/**
	 * The channel of the message's topic.
	 */
	public PhoenixChannel channel() {
		return this.client.channel(this.message.topic());
	}

	/**
	 * The value of a variable of the topic pattern; null if the pattern has no such
	 * variable.
	 */
	public @Nullable String topicVariable(String name) {
		Map<String, String> values = this.variables;
		if (values == null) {
			values = this.pattern.match(this.message.topic());
			values = (values != null) ? values : Map.of();
			this.variables = values;
		}
		return values.get(name);
	}

}
