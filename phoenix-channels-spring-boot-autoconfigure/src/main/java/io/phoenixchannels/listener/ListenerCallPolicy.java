package io.phoenixchannels.listener;

import java.util.function.Function;

import io.phoenixchannels.listener.observation.ListenerObservations;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * How all listeners of messages are called.
 *
 * @param observations of the calls
 * @param retryPolicies the policy of listeners that have none of their own, by the name
 * of the client; null if they are not called again
 */
public record ListenerCallPolicy(ListenerObservations observations,
		Function<String, @Nullable RetryPolicy> retryPolicies) {

	/**
	 * Neither observed nor called again.
	 */
	public static final ListenerCallPolicy DEFAULT = new ListenerCallPolicy(ListenerObservations.NONE,
			(client) -> null);

}
