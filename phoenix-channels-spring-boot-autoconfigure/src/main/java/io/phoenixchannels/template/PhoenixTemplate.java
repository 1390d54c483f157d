package io.phoenixchannels.template;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * {@link PhoenixOperations} on one client.
 */
public class PhoenixTemplate implements PhoenixOperations {

	private final PhoenixClient client;

	private final @Nullable Duration timeout;

	/**
	 * Pushes through a client, which stays the caller's to connect and to close.
	 */
	public PhoenixTemplate(PhoenixClient client) {
		this(client, null);
	}

	private PhoenixTemplate(PhoenixClient client, @Nullable Duration timeout) {
		this.client = client;
		this.timeout = timeout;
	}

	private PhoenixChannel channel(String topic) {
		PhoenixChannel channel = this.client.channel(topic);
		return (this.timeout != null) ? channel.withPushTimeout(this.timeout) : channel;
	}

	@Override
	public CompletableFuture<PhoenixReply> push(String topic, String event, @Nullable Object payload) {
		return channel(topic).push(event, payload);
	}

	@Override
	public <T> CompletableFuture<T> push(String topic, String event, @Nullable Object payload, Class<T> responseType) {
		return channel(topic).push(event, payload, responseType);
	}

	@Override
	public <T> CompletableFuture<T> push(String topic, String event, @Nullable Object payload,
			TypeReference<T> responseType) {
		return channel(topic).push(event, payload, responseType);
	}

	@Override
	@SuppressWarnings("NullAway") // JDK 17 does not read the type argument's annotation
	public CompletableFuture<@Nullable Void> send(String topic, String event, @Nullable Object payload) {
		return channel(topic).send(event, payload);
	}

	@Override
	public PhoenixTemplate withTimeout(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("A push timeout must be positive, but is " + timeout);
		}
		return new PhoenixTemplate(this.client, timeout);
	}

}
