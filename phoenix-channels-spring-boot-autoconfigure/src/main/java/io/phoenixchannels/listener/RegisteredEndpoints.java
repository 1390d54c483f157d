package io.phoenixchannels.listener;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * All endpoints by their ids, in the order of their registration, and their pauses, which
 * survive stops. Guarded by the registry's lock.
 */
final class RegisteredEndpoints {

	private final Map<String, ListenerEndpoint> byId = new LinkedHashMap<>();

	private final Map<String, Pause> pauses = new LinkedHashMap<>();

	void add(ListenerEndpoint endpoint) {
		ListenerEndpoint other = this.byId.putIfAbsent(endpoint.id(), endpoint);
		if (other != null) {
			throw new InvalidListenerException(endpoint.description(), "its id '" + endpoint.id()
					+ "' is also that of listener " + other.description() + ". Give one of them another id");
		}
		this.pauses.put(endpoint.id(), new Pause());
	}

	void remove(ListenerEndpoint endpoint) {
		this.byId.remove(endpoint.id());
		this.pauses.remove(endpoint.id());
	}

	Set<String> ids() {
		return Collections.unmodifiableSet(new LinkedHashSet<>(this.byId.keySet()));
	}

	@Nullable ListenerEndpoint find(String id) {
		return this.byId.get(id);
	}

	/**
	 * The one with an id.
	 * @throws IllegalArgumentException if there is none
	 */
	ListenerEndpoint get(String id) {
		ListenerEndpoint endpoint = this.byId.get(id);
		if (endpoint == null) {
			throw new IllegalArgumentException("There is no listener '" + id + "'; there are " + this.byId.keySet());
		}
		return endpoint;
	}

	List<ListenerEndpoint> all(Predicate<ListenerEndpoint> condition) {
		return this.byId.values().stream().filter(condition).toList();
	}

	Pause pause(ListenerEndpoint endpoint) {
		return Objects.requireNonNull(this.pauses.get(endpoint.id()));
	}

	/**
	 * Begins a pause.
	 * @throws IllegalArgumentException if there is no such listener, or it hears no
	 * messages
	 */
	void beginPause(String id) {
		ListenerEndpoint endpoint = get(id);
		if (!(endpoint instanceof PhoenixListenerEndpoint)) {
			throw new IllegalArgumentException("The listener '" + id
					+ "' hears no messages, and cannot be paused, only stopped. To make it wait, pause a"
					+ " @PhoenixListener of the same topic");
		}
		pause(endpoint).begin();
	}

	/**
	 * What lets go all that waits for a pause; not to be run under the lock.
	 */
	Runnable letGo() {
		List<Pause> all = List.copyOf(this.pauses.values());
		return () -> all.forEach(Pause::letGo);
	}

}
