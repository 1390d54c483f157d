package io.phoenixchannels.listener;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.phoenixchannels.client.PhoenixClient;

/**
 * The endpoints that are attached to their clients. Guarded by the registry's lock, but
 * for the waiting.
 */
final class RunningEndpoints {

	private final Map<String, RunningEndpoint> byId = new LinkedHashMap<>();

	private final RunningCalls calls = new RunningCalls();

	private final ListenerCallPolicy callPolicy;

	private final TopicDeliveries deliveries;

	RunningEndpoints(ListenerCallPolicy callPolicy, TopicDeliveries deliveries) {
		this.callPolicy = callPolicy;
		this.deliveries = deliveries;
	}

	boolean contains(ListenerEndpoint endpoint) {
		return this.byId.containsKey(endpoint.id());
	}

	/**
	 * Attaches an endpoint.
	 * @return false if it is attached already
	 */
	boolean attach(ListenerEndpoint endpoint, PhoenixClient client, Pause pause) {
		if (contains(endpoint)) {
			return false;
		}
		RunningEndpoint running = RunningEndpoint.of(endpoint, client, this.calls, pause, this.callPolicy,
				this.deliveries);
		running.attach();
		this.byId.put(endpoint.id(), running);
		return true;
	}

	/**
	 * Detaches an endpoint, which is attached.
	 * @return what releases it, to be run without the lock
	 */
	Runnable detach(ListenerEndpoint endpoint) {
		RunningEndpoint running = Objects.requireNonNull(this.byId.remove(endpoint.id()));
		running.detach();
		return running::release;
	}

	/**
	 * Those that are attached, in the order in which they were.
	 */
	List<ListenerEndpoint> all() {
		return this.byId.values().stream().map(RunningEndpoint::endpoint).toList();
	}

	/**
	 * Waits until no call is under way.
	 * @return completes with 0, or when the timeout is over, with the number of calls
	 * that go on
	 */
	CompletableFuture<Integer> whenIdle(Duration timeout) {
		return this.calls.whenIdle(timeout);
	}

}
