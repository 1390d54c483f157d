package io.phoenixchannels.template;

import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixReply;
import org.jspecify.annotations.Nullable;

/**
 * {@link PhoenixOperations} on one client.
 */
public class PhoenixTemplate implements PhoenixOperations {

	private final PhoenixClient client;

	/**
	 * Pushes through a client, which stays the caller's to connect and to close.
	 */
	public PhoenixTemplate(PhoenixClient client) {
		this.client = client;
	}

	@Override
	public CompletableFuture<PhoenixReply> push(String topic, String event, @Nullable Object payload) {
		return this.client.channel(topic).push(event, payload);
	}

	@Override
	public <T> CompletableFuture<T> push(String topic, String event, @Nullable Object payload, Class<T> responseType) {
		return this.client.channel(topic).push(event, payload, responseType);
	}

	@Override
	@SuppressWarnings("NullAway") // JDK 17 does not read the type argument's annotation
	public CompletableFuture<@Nullable Void> send(String topic, String event, @Nullable Object payload) {
		return this.client.channel(topic).send(event, payload);
	}

}
