package io.phoenixchannels.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.protocol.ReservedEvents;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Holds all listeners, attaches them to their clients, and sees that their topics are
 * joined. Starts after the clients began to connect, and stops before they disconnect;
 * the topics stay joined until then, so that listeners that finish, and requests that the
 * web server still answers, can push. All methods may be called from any thread.
 */
public final class PhoenixListenerEndpointRegistry implements SmartLifecycle {

	/**
	 * The lifecycle phase.
	 */
	public static final int PHASE = Integer.MAX_VALUE - 100;

	private static final Log logger = LogFactory.getLog(PhoenixListenerEndpointRegistry.class);

	private final ListenerClients clients;

	private final Duration stopTimeout;

	private final TopicDeliveries deliveries;

	private final Object lock = new Object();

	// The fields below are guarded by the lock

	private final RegisteredEndpoints endpoints = new RegisteredEndpoints();

	private final RunningEndpoints runningEndpoints;

	private final EndpointTopics topics;

	/**
	 * What leaves the topics that were kept by a stop.
	 */
	private final List<Runnable> leaves = new ArrayList<>();

	private boolean running;

	/**
	 * Begins empty, and not running.
	 * @param clients all clients, each with its own name
	 * @param defaultClient the one of listeners that name none; null if there is none
	 * @param stopTimeout how long a stop waits for listeners that are at work
	 */
	public PhoenixListenerEndpointRegistry(Collection<PhoenixClient> clients, @Nullable PhoenixClient defaultClient,
			DeclaredTopics declaredTopics, Duration stopTimeout) {
		this(clients, defaultClient, declaredTopics, stopTimeout, ListenerCallPolicy.DEFAULT);
	}

	/**
	 * Begins empty, and not running.
	 * @param clients all clients, each with its own name
	 * @param defaultClient the one of listeners that name none; null if there is none
	 * @param stopTimeout how long a stop waits for listeners that are at work
	 */
	public PhoenixListenerEndpointRegistry(Collection<PhoenixClient> clients, @Nullable PhoenixClient defaultClient,
			DeclaredTopics declaredTopics, Duration stopTimeout, ListenerCallPolicy callPolicy) {
		this(clients, defaultClient, declaredTopics, stopTimeout, callPolicy, TopicOwnership.ALL);
	}

	/**
	 * Begins empty, and not running.
	 * @param clients all clients, each with its own name
	 * @param defaultClient the one of listeners that name none; null if there is none
	 * @param stopTimeout how long a stop waits for listeners that are at work
	 * @param ownership which topics belong to this instance of the application
	 */
	public PhoenixListenerEndpointRegistry(Collection<PhoenixClient> clients, @Nullable PhoenixClient defaultClient,
			DeclaredTopics declaredTopics, Duration stopTimeout, ListenerCallPolicy callPolicy,
			TopicOwnership ownership) {
		this.clients = new ListenerClients(clients, defaultClient);
		this.deliveries = new TopicDeliveries(ownership);
		this.topics = new EndpointTopics(clients, this.clients, declaredTopics, this.deliveries);
		this.stopTimeout = stopTimeout;
		this.runningEndpoints = new RunningEndpoints(callPolicy, this.deliveries);
	}

	/**
	 * Adds a listener. It is started at once if the registry runs and it starts by
	 * itself.
	 * @throws InvalidListenerException if its id is taken, or there is no such client
	 */
	public void register(ListenerEndpoint endpoint) {
		synchronized (this.lock) {
			this.clients.of(endpoint);
			this.topics.check(endpoint);
			this.endpoints.add(endpoint);
			this.topics.declare(endpoint);
			warnAboutReservedEvents(endpoint);
			warnAboutMissingFleet(endpoint);
			if (this.running && endpoint.autoStartup()) {
				start(endpoint.id());
			}
		}
	}

	/**
	 * Stops a listener, as {@link #stop(String)} does, and forgets it: its id is free
	 * again.
	 * @throws IllegalArgumentException if there is none with this id
	 */
	public void unregister(String id) {
		stop(id, (endpoint) -> {
			this.endpoints.remove(endpoint);
			this.topics.forget(endpoint);
		});
	}

	private void warnAboutMissingFleet(ListenerEndpoint endpoint) {
		if (endpoint.delivery() == Delivery.ONCE && !this.deliveries.areShared()) {
			logger.warn("Listener " + endpoint.description() + " is to hear its topics once, but this application is"
					+ " no member of a fleet: each of its instances hears all. Set phoenix.channels.fleet.enabled");
		}
	}

	private static void warnAboutReservedEvents(ListenerEndpoint listener) {
		if (!(listener instanceof PhoenixListenerEndpoint endpoint)) {
			return;
		}
		List<String> reserved = endpoint.events().stream().filter(ReservedEvents::contains).toList();
		if (!reserved.isEmpty()) {
			logger.warn("Listener " + endpoint.description() + " hears " + String.join(", ", reserved)
					+ ", which Phoenix reserves for itself. It can observe them, and change nothing");
		}
	}

	/**
	 * The ids of all listeners, in the order of their registration.
	 */
	public Set<String> ids() {
		synchronized (this.lock) {
			return this.endpoints.ids();
		}
	}

	/**
	 * A listener; null if there is none with this id.
	 */
	public @Nullable ListenerEndpoint endpoint(String id) {
		synchronized (this.lock) {
			return this.endpoints.find(id);
		}
	}

	/**
	 * The client of a listener.
	 * @param name null for the default client
	 * @param listener names the listener, for people
	 * @throws InvalidListenerException if there is no such client
	 */
	public PhoenixClient client(@Nullable String name, String listener) {
		return this.clients.of(name, listener);
	}

	/**
	 * How many listeners a client has.
	 */
	public int listeners(String client) {
		synchronized (this.lock) {
			return this.endpoints.all((endpoint) -> this.clients.of(endpoint).name().equals(client)).size();
		}
	}

	/**
	 * The topics that are joined on a client when the registry starts.
	 */
	public Set<String> topics(String client) {
		synchronized (this.lock) {
			return this.topics.of(client, this.endpoints
				.all((endpoint) -> endpoint.autoStartup() && this.clients.of(endpoint).name().equals(client)));
		}
	}

	/**
	 * Starts one listener and wants its exact topics, unless it runs.
	 * @throws IllegalArgumentException if there is none with this id
	 */
	public void start(String id) {
		synchronized (this.lock) {
			ListenerEndpoint endpoint = this.endpoints.get(id);
			if (attach(endpoint)) {
				this.topics.want(endpoint);
			}
		}
	}

	/**
	 * Stops one listener, and leaves its exact topics if nobody else wants them. Calls
	 * that are under way go on, but are not tried again when they fail. Messages that
	 * waited because it is paused go by.
	 * @throws IllegalArgumentException if there is none with this id
	 */
	public void stop(String id) {
		stop(id, (endpoint) -> {
		});
	}

	private void stop(String id, Consumer<ListenerEndpoint> then) {
		List<Runnable> releases = new ArrayList<>();
		synchronized (this.lock) {
			ListenerEndpoint endpoint = this.endpoints.get(id);
			releases.add(this.endpoints.pause(endpoint)::letGo);
			if (this.runningEndpoints.contains(endpoint)) {
				this.topics.unwant(endpoint);
				releases.add(this.runningEndpoints.detach(endpoint));
			}
			then.accept(endpoint);
		}
		releases.forEach(Runnable::run);
	}

	/**
	 * Pauses a listener of messages: a call that is under way goes on, and each topic of
	 * the listener waits before the next message that it would get, with all that follows
	 * on that topic and for all other listeners of it, until {@link #resume} is called.
	 * Topics stay joined, and what they receive is queued as the queue capacity and the
	 * overflow policy of the client say. To let messages go by instead, stop the
	 * listener.
	 * <p>
	 * A listener stays paused when it, or the registry, is stopped and started again. To
	 * pause it again changes nothing.
	 * @throws IllegalArgumentException if there is none with this id, or it hears no
	 * messages
	 */
	public void pause(String id) {
		synchronized (this.lock) {
			this.endpoints.beginPause(id);
		}
	}

	/**
	 * Ends the pause of a listener: what waits for it is handled, in order, on the
	 * client's callback executor. Without a pause it does nothing.
	 * @throws IllegalArgumentException if there is none with this id
	 */
	public void resume(String id) {
		Pause pause;
		synchronized (this.lock) {
			pause = this.endpoints.pause(this.endpoints.get(id));
		}
		pause.end();
	}

	/**
	 * Whether a listener is paused. One that is not running may be, and begins with a
	 * pause when it is started.
	 * @throws IllegalArgumentException if there is none with this id
	 */
	public boolean isPaused(String id) {
		synchronized (this.lock) {
			return this.endpoints.pause(this.endpoints.get(id)).isOn();
		}
	}

	/**
	 * Whether a listener runs.
	 * @throws IllegalArgumentException if there is none with this id
	 */
	public boolean isRunning(String id) {
		synchronized (this.lock) {
			return this.runningEndpoints.contains(this.endpoints.get(id));
		}
	}

	@Override
	public void start() {
		synchronized (this.lock) {
			if (this.running) {
				return;
			}
			this.running = true;
			// All handlers first: what the server sends right after a join must be heard
			List<ListenerEndpoint> started = this.endpoints
				.all((endpoint) -> endpoint.autoStartup() && attach(endpoint));
			this.topics.wantDeclared();
			started.forEach(this.topics::want);
			leaveTopics();
		}
	}

	/**
	 * Stops all listeners and leaves their topics, and those that are declared. Does not
	 * wait for calls that are under way.
	 */
	@Override
	public void stop() {
		silence();
		leaveTopics();
	}

	/**
	 * Stops all listeners, and calls back when the last call of one has ended, or the
	 * timeout is over. Their topics, and those that are declared, stay joined until
	 * {@link #leaveTopics()}: what else comes to its end in the meantime, such as the
	 * requests of a web server, can still push. Messages that come there go by.
	 */
	@Override
	public void stop(Runnable callback) {
		silence();
		this.runningEndpoints.whenIdle(this.stopTimeout).thenAccept((left) -> {
			if (left > 0) {
				logger.warn("Listener calls still under way after " + this.stopTimeout.toMillis() + " ms: " + left
						+ "; the stop no longer waits for them");
			}
		}).whenComplete((nothing, ex) -> callback.run());
	}

	/**
	 * Detaches everything, and keeps the topics.
	 */
	private void silence() {
		List<Runnable> releases = new ArrayList<>();
		synchronized (this.lock) {
			if (this.running) {
				this.running = false;
				this.runningEndpoints.all().forEach((endpoint) -> {
					releases.add(this.runningEndpoints.detach(endpoint));
					this.leaves.add(() -> this.topics.unwant(endpoint));
				});
				this.leaves.add(this.topics::unwantDeclared);
			}
			releases.add(this.endpoints.letGo());
		}
		releases.forEach(Runnable::run);
	}

	/**
	 * Leaves the topics that {@link #stop(Runnable)} has kept, but for those that were
	 * wanted again since. Called before the clients disconnect.
	 */
	public void leaveTopics() {
		synchronized (this.lock) {
			this.leaves.forEach(Runnable::run);
			this.leaves.clear();
		}
	}

	@Override
	public boolean isRunning() {
		synchronized (this.lock) {
			return this.running;
		}
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private boolean attach(ListenerEndpoint endpoint) {
		return this.runningEndpoints.attach(endpoint, this.clients.of(endpoint), this.endpoints.pause(endpoint));
	}

}
