package io.phoenixchannels.test.socket;

import org.jspecify.annotations.Nullable;

/**
 * Finds the channel for a topic.
 */
@FunctionalInterface
public interface Router {

	/**
	 * Returns the module behind a topic, or {@code null} if no channel matches it.
	 */
	@Nullable ChannelModule route(String topic);

}
