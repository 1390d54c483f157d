package io.phoenixchannels.listener;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixChannel;
import org.jspecify.annotations.Nullable;

/**
 * What the application has said about topics apart from its listeners.
 */
public interface DeclaredTopics {

	/**
	 * The topics that a client wants while the registry runs, whether somebody listens or
	 * not.
	 */
	Collection<String> topics(String client);

	/**
	 * How to join a topic of a client; null if nothing is said about it, and it is joined
	 * without params.
	 */
	@Nullable Join join(String client, String topic);

	/**
	 * Whether the join of a topic of a client says where to go on, as from the last
	 * message.
	 */
	default boolean resumes(String client, String topic) {
		return false;
	}

	/**
	 * Joins a topic with its params.
	 */
	@FunctionalInterface
	interface Join {

		CompletableFuture<?> join(PhoenixChannel channel);

	}

}
